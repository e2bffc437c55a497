import type { Kind } from '../../../sandbox/zca/zca.js';

/**
 * Everything that happened, seen from outside: by Slack, by the ZCA, and in the stored audit log. Nothing
 * here comes from asking the bot. All times are milliseconds since the epoch.
 */
export interface History {
  readonly approvers: ReadonlySet<string>;
  /** The times at which people ceased to be approvers. */
  readonly left: ReadonlyMap<string, number>;
  /** Assets that somebody renamed after a card had shown them, by id. */
  readonly renamed: ReadonlyMap<string, { readonly at: number; readonly name: string }>;
  /** People without any right to decide, who try all the time. */
  readonly strangers: ReadonlySet<string>;
  /** The most private answers per minute to one person who asks and presses without end; null: no limit. */
  readonly maxAnswersPerMinute: number | null;
  /** A confirmed app can be stopped for this long before anything is done. */
  readonly stopWindowMs: number;
  readonly commands: readonly Command[];
  readonly presses: readonly Press[];
  /** Deliveries with Slack's own signature that the bot rejected as unsigned. */
  readonly turnedAway: readonly { readonly at: number; readonly status: number }[];
  /** The bot's public messages. */
  readonly said: readonly Said[];
  /** Every state of a card that was ever shown, in order. */
  readonly shown: readonly Shown[];
  /** The bot's private messages. */
  readonly whispers: readonly Whisper[];
  readonly calls: readonly Call[];
  /** True if `calls` includes the readings: a console shows pages and is not asked for one asset. */
  readonly keepsReadings: boolean;
  readonly removals: readonly Removal[];
  readonly audit: readonly AuditLine[];
  /** Earlier ends of the audit log. */
  readonly earlierEnds: readonly { readonly sequence: number; readonly hash: string }[];
  /** The output of the bot's own `audit verify`; null before it runs. */
  readonly verdict: string | null;
  /** Every text that could hold a secret, with its place. */
  readonly texts: readonly { readonly where: string; readonly text: string }[];
  readonly secrets: readonly string[];
}

export interface Command {
  /** Equal for repetitions of one delivery. */
  readonly key: string;
  readonly user: string;
  readonly ids: readonly string[];
  readonly at: number;
  /** Slack received its 200 in time. */
  readonly isAcknowledged: boolean;
  /** The 200 contained an answer for the person. */
  readonly isAnsweredAtOnce: boolean;
}

export interface Press {
  readonly key: string;
  readonly user: string;
  readonly action: string;
  readonly requestId: string;
  readonly at: number;
  readonly isAcknowledged: boolean;
  /** The card as the presser saw it. */
  readonly shown: string;
}

export interface Said {
  /** The message's key from its metadata: `card-UR-7K2M`, `result-UR-7K2M-1` … */
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
  /** In its stored form. */
  readonly text: string;
  readonly at: number;
  readonly requestId: string;
  readonly action: string;
  readonly actor: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The bot's promises, numbered as in docs/chaos.md. */
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
  /** The missing thing may still come; the violation counts only when everything has settled. */
  readonly mayHeal: boolean;
}
