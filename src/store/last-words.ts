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

  #key(account: Account): { readonly word: string } {
    return { word: this.#keys.lastWord(writtenAccount(account)) };
  }
}
