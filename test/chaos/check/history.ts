import type { Kind } from '../../../sandbox/zca/zca.js';

/**
 * What happened, seen from outside: by Slack, by the ZCA, and in the stored audit log. Nothing here was told by the bot
 * on being asked. All times are milliseconds since the epoch.
 */
export interface History {
  readonly approvers: ReadonlySet<string>;
  /** When somebody ceased to be an approver. */
  readonly left: ReadonlyMap<string, number>;
  /** People who may decide nothing and try all the time. */
  readonly strangers: ReadonlySet<string>;
  /** How many private answers one person may get in a minute who asks and presses without end; null: without end as well. */
  readonly maxAnswersPerMinute: number | null;
  /** How long a confirmed app can be stopped before anything is done, in milliseconds. */
  readonly stopWindowMs: number;
  readonly commands: readonly Command[];
  readonly presses: readonly Press[];
  /** Deliveries with Slack's own signature that were answered as if they had none. */
  readonly turnedAway: readonly { readonly at: number; readonly status: number }[];
  /** What the bot said to all. */
  readonly said: readonly Said[];
  /** Every state of a card that has ever been shown, in order. */
  readonly shown: readonly Shown[];
  /** What the bot told one person. */
  readonly whispers: readonly Whisper[];
  readonly calls: readonly Call[];
  /** Whether `calls` holds the readings too: a console is not asked for one asset, it shows pages. */
  readonly keepsReadings: boolean;
  readonly removals: readonly Removal[];
  readonly audit: readonly AuditLine[];
  /** Ends of the audit log as it was read earlier. */
  readonly earlierEnds: readonly { readonly sequence: number; readonly hash: string }[];
  /** What the bot's own `audit verify` answered; null while it was not asked. */
  readonly verdict: string | null;
  /** Everything in which a secret could stand, by where it stands. */
  readonly texts: readonly { readonly where: string; readonly text: string }[];
  readonly secrets: readonly string[];
}

export interface Command {
  /** The same for the same delivery. */
  readonly key: string;
  readonly user: string;
  readonly ids: readonly string[];
  readonly at: number;
  /** Slack was told 200 in time. */
  readonly isAcknowledged: boolean;
  /** The 200 held an answer for the person. */
  readonly isAnsweredAtOnce: boolean;
}

export interface Press {
  readonly key: string;
  readonly user: string;
  readonly action: string;
  readonly requestId: string;
  readonly at: number;
  readonly isAcknowledged: boolean;
  /** The card as it stood before the presser's eyes. */
  readonly shown: string;
}

export interface Said {
  /** What it is, from its metadata: `card-UR-7K2M`, `result-UR-7K2M-1` … */
  readonly op: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly at: number;
  readonly text: string;
  readonly buttons: readonly string[];
}

export interface Shown {
  readonly requestId: string;
  readonly at: number;
  readonly text: string;
  readonly buttons: readonly string[];
}

export interface Whisper {
  readonly to: string;
  readonly at: number;
  readonly text: string;
}

export interface Call {
  readonly operation: string;
  readonly id: string;
  readonly at: number;
  /** For an unlink. */
  readonly requestId: string | null;
  readonly approvedBy: readonly string[];
  /** Null: no answer was sent. */
  readonly status: number | null;
  readonly removed: boolean;
}

export interface Removal {
  readonly kind: Kind;
  readonly id: string;
  readonly at: number;
  readonly requestId: string | null;
}

export interface AuditLine {
  readonly sequence: number;
  readonly hash: string;
  /** As it is stored. */
  readonly text: string;
  readonly at: number;
  readonly requestId: string;
  readonly action: string;
  readonly actor: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The promises of the bot, as they are numbered in docs/chaos.md. */
export const invariants = {
  1: 'approved as shown, by somebody allowed, and to be stopped until it begins',
  2: 'success is true, and once',
  3: 'every command has its one answer, and it stays true',
  4: 'every request can be decided, and every decided one has its one result and its last card',
  5: 'one decision wins, the others are told',
  6: 'an asset is in one open request',
  7: 'the audit log is whole',
  8: 'no secret is seen',
  10: 'strangers do nothing, and fill nothing',
} as const;
export type Invariant = keyof typeof invariants;

export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
  /** Something is missing that may still come; it counts only when everything has settled. */
  readonly mayHeal: boolean;
}
