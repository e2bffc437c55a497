import type { Switch } from '../slack/page-contract.js';
import type { Message, Side } from './state/chat.js';

/**
 * The HTTP protocol between the phone page and the local Zalo, under `/sandbox`.
 * Types only: the page imports nothing else from the server.
 *
 * GET  /sandbox/phone                     → Phone
 * GET  /sandbox/chats?who=…&after=N       → Chats, as soon as they are newer than N, or after a while as they are
 * POST /sandbox/say       SayInput        → {}
 * POST /sandbox/press     PressInput      → {}
 * GET  /sandbox/switches                  → Switch[]; PUT /sandbox/switches/<key> turns one on, DELETE all off
 * A wrong input answers 400 { error: string }.
 */

export type { Message, Side, Switch };

export interface Phone {
  /** The language of the page's own words. */
  readonly language: 'vi' | 'en';
  readonly oa: { readonly name: string };
  readonly bot: { readonly name: string };
  readonly people: readonly { readonly key: string; readonly name: string }[];
}

/** One person's two chats, each with its oldest message first. */
export interface Chats {
  /** Grows with every message of anybody. */
  readonly version: number;
  readonly oa: readonly Message[];
  readonly bot: readonly Message[];
}

export interface SayInput {
  readonly who: string;
  readonly side: Side;
  readonly text: string;
  /** The id of the message that it answers; only to the OA. */
  readonly quotes?: string;
}

export interface PressInput {
  readonly who: string;
  /** The message's id. */
  readonly message: string;
  readonly title: string;
}
