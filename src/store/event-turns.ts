import { z } from 'zod';
import type { ReadEntry } from '../core/request/audit-replay.js';
import type { EventPlace, EventTurn, EventTurns, LoggedEntry, SinkName } from '../flow/ports/events.js';
import { formatHead, headIn } from './audit-chain.js';
import { auditLineAt, auditLines } from './audit-log.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

/** A turn lasts this long without renewal; a killed process holds the others up for as long. */
const lastsMs = 30_000;

const takeLock = new Script({ files: ['take-lock.lua'], keys: ['lock', 'tokens'], args: ['lastsMs'] });
const renewLock = new Script({ files: ['renew-lock.lua'], keys: ['lock'], args: ['token', 'lastsMs'] });
const freeLock = new Script({ files: ['free-lock.lua'], keys: ['lock'], args: ['token'] });
const moveCursor = new Script({
  files: ['move-event-cursor.lua'],
  keys: ['lock', 'cursor'],
  args: ['token', 'place', 'lastsMs'],
});

const entryForm: z.ZodType<ReadEntry> = z.object({
  at: z.number(),
  requestId: z.string(),
  action: z.string().regex(/^\w{1,64}$/u),
  actor: z.string(),
  surface: z.string().exactOptional(),
  details: z.record(z.string(), z.unknown()),
});

/** The turns of processes at delivering the audit log to one sink: a lock with a fencing token, and a cursor. */
export class RedisEventTurns implements EventTurns {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #sink: SinkName;

  constructor(redis: RedisClient, keys: Keys, sink: SinkName) {
    this.#redis = redis;
    this.#keys = keys;
    this.#sink = sink;
  }

  async take(): Promise<EventTurn | null> {
    const lock = this.#keys.events(this.#sink, 'turn');
    const tokens = this.#keys.events(this.#sink, 'turns');
    const token = Number(await takeLock.run(this.#redis, { keys: { lock, tokens }, args: { lastsMs } }));
    if (token === 0) return null;
    const cursor = this.#keys.events(this.#sink, 'cursor');
    return {
      next: async (most) => this.#after(await this.#place(), most),
      delivered: async (to) =>
        (await moveCursor.run(this.#redis, {
          keys: { lock, cursor },
          args: { token, place: formatHead(to), lastsMs },
        })) === 1,
      renew: async () =>
        (await renewLock.run(this.#redis, { keys: { lock }, args: { token, lastsMs } })) === 1,
      end: async () => {
        await freeLock.run(this.#redis, { keys: { lock }, args: { token } });
      },
    };
  }

  /** The last entry delivered; 0 for none, also when the log has another entry there and was made again. */
  async #place(): Promise<number> {
    const place = await deliveredTo(this.#redis, this.#keys, this.#sink);
    if (place === null) return 0;
    const line = await auditLineAt(this.#redis, this.#keys, place.sequence);
    if (line?.hash === place.hash) return place.sequence;
    const [first] = await this.#after(0, 1);
    // Archived up to here, or further.
    return line === null && first !== undefined && first.sequence > place.sequence ? place.sequence : 0;
  }

  async #after(sequence: number, most: number): Promise<readonly LoggedEntry[]> {
    const found: LoggedEntry[] = [];
    for await (const line of auditLines(this.#redis, this.#keys, sequence + 1, most)) {
      found.push({ sequence: line.sequence, hash: line.hash, entry: entryIn(line.entry) });
      if (found.length === most) break;
    }
    return found;
  }
}

/** How far a sink has got the audit log; null before its first event. */
export async function deliveredTo(
  redis: RedisClient,
  keys: Keys,
  sink: SinkName,
): Promise<EventPlace | null> {
  return headIn((await redis.get(keys.events(sink, 'cursor'))) ?? '');
}

function entryIn(text: string): ReadEntry | null {
  try {
    return entryForm.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
