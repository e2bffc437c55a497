import type { ReadEntry } from '../../core/request/audit-replay.js';

/** A place in the audit log: an entry's number and hash. */
export interface EventPlace {
  readonly sequence: number;
  readonly hash: string;
}

/** An audit entry to deliver; `entry` is null if the bot does not write such entries. */
export interface LoggedEntry extends EventPlace {
  readonly entry: ReadEntry | null;
}

/** The turn of one process at delivering to a sink. */
export interface EventTurn {
  /** The entries after the last one delivered, in the log's order, at most this many. */
  next(most: number): Promise<readonly LoggedEntry[]>;
  /** Notes that everything up to here was delivered. Returns false when another process has the turn. */
  delivered(to: EventPlace): Promise<boolean>;
  /** Keeps the turn. Returns false when another process has it. */
  renew(): Promise<boolean>;
  end(): Promise<void>;
}

/** Lets one process at a time deliver to a sink, and remembers how far it has come. */
export interface EventTurns {
  /** Null: another process has the turn. */
  take(): Promise<EventTurn | null>;
}

/** The names of sinks, in Redis and in the log. */
export type SinkName = 'url' | 'file';

/** The sink did not take an event. `code`: an HTTP status or an error's code; no text of the sink's. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly code: string;

  constructor(code: string) {
    super(`the sink did not take an event: ${code}`);
    this.code = code;
  }
}

/** A place outside that gets the events. */
export interface EventSink {
  readonly name: SinkName;
  /** Host and port, or a path's last part: for alerts. */
  readonly place: string;
  /** The most events in one call. */
  readonly most: number;
  /** @throws {NotTaken} */
  take(events: readonly CloudEvent[], signal: AbortSignal): Promise<void>;
}

/** A CloudEvent 1.0 in its structured JSON format (github.com/cloudevents/spec). */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  /** Sorts as text (CloudEvents' sequence extension). */
  readonly sequence: string;
  /** Events with the same key are in order (CloudEvents' partitioning extension). */
  readonly partitionkey?: string;
  readonly data: { readonly [name: string]: unknown };
}
