import { z } from 'zod';
import { type Account, writtenAccount } from '../core/person/accounts.js';
import type { LastWord, LastWords } from '../flow/ports/zalo-usage.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const hearScript = new Script({ files: ['hear-word.lua'], keys: ['word'], args: ['at', 'keptMs'] });
const countScript = new Script({ files: ['count-sent.lua'], keys: ['word'], args: ['messages'] });

/** Zalo lets an OA answer for seven days; after a month nobody asks any more when it was. */
const keptMs = 30 * 24 * 60 * 60_000;

/** Nobody has more requests waiting for them that they can be sent at once; the repair finds the rest. */
const mostMissed = 50;

const word = z.object({ at: z.coerce.number(), sent: z.coerce.number() });

/** Keeps in Redis when people last turned to the bot in Zalo: one small key for each account, for a month. */
export class RedisLastWords implements LastWords {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async heard(account: Account, at: number): Promise<void> {
    await hearScript.run(this.#redis, { keys: this.#key(account), args: { at, keptMs } });
  }

  async of(account: Account): Promise<LastWord | null> {
    const parsed = word.safeParse(await this.#redis.hgetall(this.#key(account).word));
    return parsed.success ? parsed.data : null;
  }

  async sent(account: Account, messages: number): Promise<void> {
    await countScript.run(this.#redis, { keys: this.#key(account), args: { messages } });
  }

  async missed(account: Account, requestId: string): Promise<void> {
    const key = this.#keys.missed(writtenAccount(account));
    if ((await this.#redis.scard(key)) >= mostMissed) return;
    await this.#redis.multi().sadd(key, requestId).pexpire(key, keptMs).exec();
  }

  async takeMissed(account: Account): Promise<readonly string[]> {
    const key = this.#keys.missed(writtenAccount(account));
    const missed = await this.#redis.smembers(key);
    if (missed.length > 0) await this.#redis.srem(key, ...missed);
    return missed;
  }

  #key(account: Account): { readonly word: string } {
    return { word: this.#keys.lastWord(writtenAccount(account)) };
  }
}
