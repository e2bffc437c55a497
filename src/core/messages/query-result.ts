import type { Asset, AssetKind } from '../asset/asset.js';
import type { Command } from '../command/command.js';
import type { FailureCause, Outcome } from '../request/outcome.js';
import type { AskRefusal } from '../request/policy.js';
import type { Pending, Request } from '../request/request.js';

/** What somebody who only looks is answered: the facts; the words are each language's own. */
export type QueryResult =
  | {
      readonly type: 'status';
      /** Null: there is none of that id, or none of the asker's. */
      readonly request: Request | null;
      /** The one that was named. */
      readonly requestId: string | null;
      /** Whoever asked wants to decide on it: they are told where that is done. */
      readonly toDecide?: true;
    }
  /** The first to expire first; `more` are not listed. */
  | { readonly type: 'pending'; readonly requests: readonly Pending[]; readonly more: number }
  /** The newest first; `more` are not listed. */
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
      /** Of several that were asked for, those that fit nothing. */
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
  /** Those of this page, the newest first. */
  readonly items: readonly HistoryItem[];
  /** How many fit in all. */
  readonly total: number;
  readonly page: Page;
  readonly filter: HistoryFilter;
  /** How far back a query was looked for: 1 at first, more when somebody asks for more. */
  readonly depth: number;
  /** When the oldest outcome was that was looked at; null: none is older. */
  readonly searchedTo: number | null;
  /** False: requests of an earlier version are still being indexed, so that some may be missing. */
  readonly isWhole: boolean;
}

/** What happened to one asset of one request; when is the outcome's own. */
export interface HistoryItem {
  readonly requestId: string;
  readonly asset: Asset;
  readonly outcome: Outcome;
  /** In the order in which they approved. */
  readonly approvedBy: readonly string[];
}

export interface Page {
  /** 1 for the first. */
  readonly number: number;
  /** How many pages there are; at least 1. */
  readonly count: number;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export interface HistoryFilter {
  readonly command: HistoryCommand;
  /** From when on, in milliseconds since the epoch; null for all time. */
  readonly from: number | null;
  /** The moment after its last day; absent: until now. */
  readonly until?: number;
}

export type HistoryCommand = Extract<Command, { type: 'history' }>;

/** A linked asset, and what would stand in the way of asking for it. */
export interface ShownAsset {
  readonly asset: Asset;
  /** What people are told of its protection; null when it is not protected. */
  readonly protectedBecause: string | null;
  /** The open request that holds it; null when none does. */
  readonly openRequest: string | null;
}

export interface NotAllowed {
  readonly type: 'not_allowed';
  readonly refusal: AskRefusal;
  /** The channels, or the people and groups, that are. */
  readonly allowed: readonly string[];
}

export interface Unreadable {
  readonly type: 'unreadable';
  readonly cause:
    | { readonly type: 'zca'; readonly failure: FailureCause }
    | { readonly type: 'group'; readonly group: string }
    | { readonly type: 'person' }
    /** What is stored of this request is no request any more. */
    | { readonly type: 'record'; readonly requestId: string }
    /** A newer version of the bot has written it. */
    | { readonly type: 'newer_record'; readonly requestId: string };
}
