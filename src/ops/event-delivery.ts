import type { Alerts } from '../flow/ports/alerts.js';
import { type EventSink, type EventTurn, type EventTurns, NotTaken } from '../flow/ports/events.js';
import type { Log } from '../flow/ports/log.js';
import { cloudEvent, type EventSettings } from './cloud-event.js';

/** The interval between looks for new entries, and for the turn. */
const pollMs = 1_000;
/** After a failure: doubled with each further one. */
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** A sink that has taken nothing for this long is told of, once an hour. */
const behindMs = 10 * 60_000;
/** The entries that are read at once. */
const pageSize = 200;

export interface EventDeliveryOptions {
  readonly turns: EventTurns;
  readonly sink: EventSink;
  readonly settings: EventSettings;
  readonly alerts: Alerts;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Delivers every audit entry to a sink: in the log's order, at least once, one process at a time. What the sink does not
 * take is tried until it does; nothing else of the bot waits for it.
 */
export class EventDelivery {
  readonly #options: EventDeliveryOptions;
  readonly #stopping = new AbortController();
  /** When the sink first refused what it still refuses. */
  #failingSince: number | null = null;
  #failures = 0;

  constructor(options: EventDeliveryOptions) {
    this.#options = options;
  }

  /** Delivers from now on. */
  begin(): { readonly stop: () => Promise<void> } {
    const running = this.#run();
    return {
      stop: async () => {
        this.#stopping.abort();
        await running;
      },
    };
  }

  async #run(): Promise<void> {
    const { turns, log, sink } = this.#options;
    while (!this.#isStopping) {
      try {
        const turn = await turns.take();
        if (turn !== null) await this.#deliverIn(turn).finally(() => turn.end().catch(() => undefined));
      } catch (error) {
        if (!this.#isStopping)
          log.warn('events.interrupted', 'the delivery of events was interrupted; it goes on by itself', {
            sink: sink.name,
            error: String(error),
          });
      }
      await this.#wait(pollMs);
    }
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Returns when the turn is over or the process stops. */
  async #deliverIn(turn: EventTurn): Promise<void> {
    const { sink, settings } = this.#options;
    while (!this.#isStopping && (await turn.renew())) {
      const page = await turn.next(pageSize);
      for (let from = 0; from < page.length; from += sink.most) {
        const part = page.slice(from, from + sink.most);
        const last = part.at(-1);
        if (last === undefined || this.#isStopping) return;
        try {
          await sink.take(
            part.map((each) => cloudEvent(each, settings)),
            this.#stopping.signal,
          );
        } catch (error) {
          if (!(error instanceof NotTaken)) throw error;
          if (this.#isStopping) return;
          const sinceEntry = part[0]?.entry?.at ?? this.#options.now();
          if (!(await this.#waitAfter(error, turn, sinceEntry))) return;
          from -= sink.most;
          continue;
        }
        this.#recovered();
        if (!(await turn.delivered(last))) return;
      }
      if (page.length < pageSize) await this.#wait(pollMs);
    }
  }

  /** Waits until the next attempt, and keeps the turn. Returns false when the turn is over. */
  async #waitAfter({ code }: NotTaken, turn: EventTurn, sinceEntry: number): Promise<boolean> {
    const { sink, log, alerts, now } = this.#options;
    this.#failures += 1;
    const since = this.#failingSince ?? now();
    this.#failingSince = since;
    if (this.#failures === 1)
      log.warn('events.not_taken', 'a sink does not take events; they wait for it', {
        ...{ sink: sink.name, place: sink.place, code },
        oldest: new Date(sinceEntry).toISOString(),
      });
    if (now() - since >= behindMs)
      alerts.raise({ type: 'events_behind', sink: sink.name, place: sink.place, code });
    let leftMs = Math.min(firstRetryMs * 2 ** Math.min(this.#failures - 1, 10), longestRetryMs);
    while (leftMs > 0 && !this.#isStopping) {
      const partMs = Math.min(leftMs, 5_000);
      await this.#wait(partMs);
      leftMs -= partMs;
      if (!this.#isStopping && !(await turn.renew())) return false;
    }
    return !this.#isStopping;
  }

  #recovered(): void {
    if (this.#failingSince === null) return;
    const { log, sink, now } = this.#options;
    const awayMs = now() - this.#failingSince;
    log.info('events.taken_again', 'a sink takes events again', { sink: sink.name, ms: awayMs });
    this.#failingSince = null;
    this.#failures = 0;
  }

  async #wait(ms: number): Promise<void> {
    const { wait = pause } = this.#options;
    if (!this.#isStopping) await wait(ms, this.#stopping.signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
