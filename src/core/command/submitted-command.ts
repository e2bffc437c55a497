import type { Command } from './command.js';

/** A command as somebody submitted it. Every part is bounded in size. */
export interface SubmittedCommand {
  /** SHA-256 (hex) of the fields that identify the delivery: a repeated delivery is the same command. */
  readonly delivery: string;
  readonly command: Command;
  readonly requester: string;
  readonly channel: string;
  /** The thread it was submitted in; null if in the channel itself. */
  readonly thread: string | null;
  readonly askedAt: number;
  /** The message that contained it; absent if it was no message, or in jobs of an earlier version. */
  readonly message?: WrittenIn;
  /** The hash by which an earlier version of the bot identified the same delivery. */
  readonly formerDelivery?: string;
}

export interface WrittenIn {
  /** Slack's id of the message in its channel: its time of writing, in seconds since the epoch. */
  readonly ts: string;
  /** Somebody edited the message. */
  readonly isEdited: boolean;
}

/** The person behind a query, and where they asked. */
export interface Viewer {
  readonly user: string;
  readonly channel: string;
}

/**
 * A click on a request's card or on its manual task, or on either in somebody's App Home. Only `user` is trusted;
 * everything else is checked.
 */
export type Press = CardPress | ManualTaskPress;

interface PressedBy {
  /** SHA-256 (hex): a repeated delivery of the click has the same hash. */
  readonly press: string;
  /** Null if the payload does not name a credible request id. */
  readonly requestId: string | null;
  readonly user: string;
  /** The card's place; null for a click in the App Home. */
  readonly place: { readonly channel: string; readonly thread: string | null } | null;
  readonly pressedAt: number;
}

/** A click on what decides about a request. */
export interface CardPress extends PressedBy {
  readonly action: CardAction;
  /** The ids ticked on the person's screen; null if nothing can be ticked. */
  readonly ticked: readonly string[] | null;
  /** The list revision on screen. */
  readonly listRevision: number;
  /** The run that was on screen; 0 if none was. */
  readonly round: number;
}

/** A click of an operator on a manual task. */
export interface ManualTaskPress extends PressedBy {
  readonly action: ManualTaskAction;
  /** The `turn` of the task on screen: every claim and release changes it. */
  readonly turn: number;
  /** The task's run. */
  readonly round: number;
}

/** Actions on a card. */
export type CardAction =
  /** `typed`: the last digits of ids, by id, as the approver typed them. */
  | { readonly type: 'approve'; readonly typed: { readonly [id: string]: string } }
  | { readonly type: 'take_back' }
  | { readonly type: 'cancel' }
  | { readonly type: 'reject'; readonly reason: string | null }
  /** The button that opens the reason dialog. It rejects nothing; it is queued only so that it is answered. */
  | { readonly type: 'open_reject' }
  | { readonly type: 'choose'; readonly ids: readonly string[] }
  | { readonly type: 'stop' }
  /** `typed` as for an approval; absent if nothing was typed, or in jobs of an earlier version. */
  | { readonly type: 'retry'; readonly typed?: { readonly [id: string]: string } };

/** Actions of operators on a manual task. */
export type ManualTaskAction =
  | { readonly type: 'take_work' }
  | { readonly type: 'give_back_work' }
  | { readonly type: 'work_done'; readonly id: string }
  | { readonly type: 'work_failed'; readonly id: string; readonly reason: string | null };

/** Tells the two kinds of clicks apart. */
export function isManualTaskPress(press: Press): press is ManualTaskPress {
  return isManualTaskAction(press.action);
}

/** Tells the two kinds of actions apart. */
export function isManualTaskAction(action: CardAction | ManualTaskAction): action is ManualTaskAction {
  return ['take_work', 'give_back_work', 'work_done', 'work_failed'].includes(action.type);
}
