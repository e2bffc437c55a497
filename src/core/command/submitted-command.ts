import type { Command } from './command.js';

/** A command as somebody gave it. Everything in it is bounded in size. */
export interface SubmittedCommand {
  /** SHA-256 in hexadecimal digits of what makes the delivery unique: the same delivery is the same ask. */
  readonly delivery: string;
  readonly command: Command;
  readonly requester: string;
  readonly channel: string;
  /** The thread it was given in; null for a channel. */
  readonly thread: string | null;
  readonly askedAt: number;
  /** The message that it was written in; absent for what is no message, and in jobs of an earlier version. */
  readonly message?: WrittenIn;
  /** What an earlier version of the bot would have named the same delivery. */
  readonly formerDelivery?: string;
}

export interface WrittenIn {
  /** Slack's name of the message in its channel: when it was written, in seconds since the epoch. */
  readonly ts: string;
  /** It was changed after it was written. */
  readonly isEdited: boolean;
}

/** Somebody who asks to look, and where. */
export interface Viewer {
  readonly user: string;
  readonly channel: string;
}

/** A press on a card, or on the same request in somebody's App Home. Only who pressed is certain; the rest is checked. */
export interface Press {
  /** SHA-256 in hexadecimal digits: the same press, delivered again, is the same. */
  readonly press: string;
  /** Null when the payload names no request in a way that can be believed. */
  readonly requestId: string | null;
  readonly action: PressAction;
  readonly user: string;
  /** Where the card stands; null for a press in the App Home. */
  readonly place: { readonly channel: string; readonly thread: string | null } | null;
  /** The ids that were ticked before the presser's eyes; null where there is nothing to tick. */
  readonly ticked: readonly string[] | null;
  /** The list revision that was shown. */
  readonly listRevision: number;
  /** Which run's end was shown; 0 where none was. */
  readonly round: number;
  readonly pressedAt: number;
}

export type PressAction =
  /** `typed`: the last digits of ids, by id, as the approver typed them. */
  | { readonly type: 'approve'; readonly typed: { readonly [id: string]: string } }
  | { readonly type: 'take_back' }
  | { readonly type: 'cancel' }
  | { readonly type: 'reject'; readonly reason: string | null }
  /** The button whose dialog asks for a reason: by itself it rejects nothing, and is queued only to be answered. */
  | { readonly type: 'open_reject' }
  | { readonly type: 'choose'; readonly ids: readonly string[] }
  | { readonly type: 'stop' }
  /** `typed`: as for an approval; absent where nothing was, and in jobs of an earlier version. */
  | { readonly type: 'retry'; readonly typed?: { readonly [id: string]: string } }
  | ManualTaskAction;

/** What operators do to work that was handed to them; for these, `listRevision` of a press is the work's turn that was shown. */
export type ManualTaskAction =
  | { readonly type: 'take_work' }
  | { readonly type: 'give_back_work' }
  | { readonly type: 'work_done'; readonly id: string }
  | { readonly type: 'work_failed'; readonly id: string; readonly reason: string | null };

export function isManualTaskAction(action: PressAction): action is ManualTaskAction {
  return ['take_work', 'give_back_work', 'work_done', 'work_failed'].includes(action.type);
}
