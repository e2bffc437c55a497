import type { News } from '../state/news.js';
import type { Door, Letter, RawRequest, Receipt } from './letter.js';
import { createPauses } from './pauses.js';

/** One attempt to tell the app something. */
export interface DeliveryRecord {
  kind: Letter['kind'] | 'raw';
  via: 'http' | 'socket';
  /** Milliseconds since 1970. */
  at: number;
  body: Record<string, unknown>;
  retryNum: number;
  /** The very bytes, when they went over HTTP: `redeliver` sends them again. */
  request?: RawRequest;
  /** Absent while the app has not answered. */
  receipt?: Receipt;
}

/** Takes letters to the app and remembers every attempt. */
export interface PostOffice {
  readonly records: readonly DeliveryRecord[];
  /** One attempt; the receipt says how it went. */
  send(letter: Letter): Promise<Receipt>;
  /** An event: tried again after each of Slack's delays until it is received; resolves with the first attempt. */
  sendEvent(body: Record<string, unknown>): Promise<Receipt>;
  /** Resolves when no attempt and no retry is under way. */
  idle(): Promise<void>;
  /** Remembers an attempt made by hand. */
  add(record: DeliveryRecord): void;
  close(): void;
}

/** What the post office needs to know. */
export interface PostOfficeOptions {
  http: Door;
  socket: Door;
  /** Whether the app uses Socket Mode. */
  socketWanted(): boolean;
  nowMs(): number;
  news: News;
  retryDelaysMs: readonly number[];
}

/** An office without letters yet. */
export function createPostOffice(options: PostOfficeOptions): PostOffice {
  const records: DeliveryRecord[] = [];
  const underway = new Set<Promise<unknown>>();
  const pauses = createPauses();

  function add(record: DeliveryRecord): void {
    records.push(record);
    options.news.tell({ type: 'delivery' });
  }

  async function attempt(letter: Letter): Promise<Receipt> {
    const via = options.socketWanted() ? 'socket' : 'http';
    const { request, receipt } = options[via].deliver(letter);
    const { kind, body, retry } = letter;
    const record: DeliveryRecord = {
      ...{ kind, via, body, at: options.nowMs(), retryNum: retry?.num ?? 0 },
      ...(request ? { request } : {}),
    };
    add(record);
    record.receipt = await receipt;
    options.news.tell({ type: 'delivery' });
    return record.receipt;
  }

  async function tryAgain(body: Record<string, unknown>, first: Receipt): Promise<void> {
    let last = first;
    for (const [index, delayMs] of options.retryDelaysMs.entries()) {
      if (last.failure === undefined || last.noRetry || !(await pauses.wait(delayMs))) return;
      last = await attempt({ kind: 'events_api', body, retry: { num: index + 1, reason: last.failure } });
    }
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underway.add(work);
    return work.finally(() => underway.delete(work));
  }

  return {
    records,
    add,
    send: (letter) => track(attempt(letter)),
    async sendEvent(body) {
      const first = await track(attempt({ kind: 'events_api', body }));
      void track(tryAgain(body, first));
      return first;
    },
    async idle() {
      while (underway.size > 0) await Promise.allSettled([...underway]);
    },
    close: pauses.end,
  };
}
