import type { Command } from './command.js';

/** A command as somebody gave it. Everything in it is bounded in size. */
export interface Ask {
  /** SHA-256 in hexadecimal digits of what makes the delivery unique: the same delivery is the same ask. */
  readonly delivery: string;
  readonly command: Command;
  readonly requester: string;
  readonly channel: string;
  /** The thread it was given in; null for a channel. */
  readonly thread: string | null;
  readonly askedAt: number;
}

/** A press on a card, as it arrived. Only who pressed is certain; the rest is checked against what is stored. */
export interface Press {
  /** SHA-256 in hexadecimal digits: the same press, delivered again, is the same. */
  readonly press: string;
  /** Null when the payload names no request in a way that can be believed. */
  readonly requestId: string | null;
  readonly action: PressAction;
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  /** The ids that were ticked before the presser's eyes; null where the card has nothing to tick. */
  readonly ticked: readonly string[] | null;
  /** The list revision of the card that was pressed. */
  readonly listRevision: number;
  readonly pressedAt: number;
}

export type PressAction =
  | { readonly type: 'approve' }
  | { readonly type: 'cancel' }
  | { readonly type: 'choose'; readonly ids: readonly string[] };
