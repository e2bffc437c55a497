import type { Asset, AssetKind } from '../asset/asset.js';
import type { Command } from '../command/command.js';
import type { Viewer } from '../command/submitted-command.js';
import type { FailureCause, Outcome } from '../request/outcome.js';
import type { AskRefusal } from '../request/permission.js';
import type { Pending, Request } from '../request/request.js';

/** A command that only looks, and the person who gave it. */
export interface QueryRequest {
  readonly command: Command;
  readonly viewer: Viewer;
  /** Of the history, from 1; absent: 1. */
  readonly page?: number;
  /** How far back the history is searched, from 1; absent: 1. */
  readonly depth?: number;
}

/** The facts of an answer to a query; the texts of each language word them. */
export type QueryResult =
  | {
      readonly type: 'status';
      /** Null: no request has that id, or the viewer has none. */
      readonly request: Request | null;
      /** The id that the query named. */
      readonly requestId: string | null;
      /** The viewer wants to decide on the request and is told how. */
      readonly toDecide?: true;
    }
  /** Soonest to expire first; `more` counts those not listed. */
  | { readonly type: 'pending'; readonly requests: readonly Pending[]; readonly more: number }
  /** Newest first; `more` counts those not listed. */
  | {
      readonly type: 'mine';
      readonly requests: readonly Request[];
      readonly more: number;
    }
  | HistoryResult
  | {
      readonly type: 'show';
      readonly assets: readonly ShownAsset[];
      readonly more: number;
      /** The queries of several that matched nothing. */
      readonly missed?: readonly string[];
    }
  | {
      readonly type: 'show_none';
      readonly kind: AssetKind;
      readonly query: string;
      readonly closest: readonly Asset[];
    }
  | NotAllowed
  | Unreadable;

export interface HistoryResult {
  readonly type: 'history';
  /** This page's items, newest first. */
  readonly items: readonly HistoryItem[];
  /** The number of matches on all pages. */
  readonly total: number;
  readonly page: Page;
  readonly filter: HistoryFilter;
  /** How far back the search went: 1 at first, higher each time somebody asks for more. */
  readonly depth: number;
  /** When the oldest outcome searched was recorded; null if none is older. */
  readonly searchedTo: number | null;
  /** False while requests of an earlier version are still being indexed, so some may be missing. */
  readonly isWhole: boolean;
}

/** The outcome of one asset in one request; `outcome.at` tells when. */
export interface HistoryItem {
  readonly requestId: string;
  readonly asset: Asset;
  readonly outcome: Outcome;
  /** In order of approval. */
  readonly approvedBy: readonly string[];
}

export interface Page {
  /** Starts at 1. */
  readonly number: number;
  /** Number of pages, at least 1. */
  readonly count: number;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export interface HistoryFilter {
  readonly command: HistoryCommand;
  /** Start of the range, in milliseconds since the epoch; null for all time. */
  readonly from: number | null;
  /** The moment after the last day; absent: until now. */
  readonly until?: number;
}

export type HistoryCommand = Extract<Command, { type: 'history' }>;

/** A linked asset and anything that would prevent a request for it. */
export interface ShownAsset {
  readonly asset: Asset;
  /** Why it is protected; null if it is not. */
  readonly protectedBecause: string | null;
  /** The open request that holds it; null if none does. */
  readonly openRequest: string | null;
}

export interface NotAllowed {
  readonly type: 'not_allowed';
  readonly refusal: AskRefusal;
  /** The allowed channels, or the allowed people and groups. */
  readonly allowed: readonly string[];
}

export interface Unreadable {
  readonly type: 'unreadable';
  readonly cause:
    | { readonly type: 'zca'; readonly failure: FailureCause }
    | { readonly type: 'group'; readonly group: string }
    | { readonly type: 'person' }
    /** The stored record of this request is malformed. */
    | { readonly type: 'record'; readonly requestId: string }
    /** A newer version of the bot wrote the record. */
    | { readonly type: 'newer_record'; readonly requestId: string };
}
