import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './redis-client.js';

/** A Lua script from this folder, run by its hash: Redis gets the text only when it does not have it yet. */
export class Script {
  readonly #source: string;
  readonly #sha: string;

  /** Concatenates the files into one script. */
  constructor(...files: readonly string[]) {
    this.#source = files.map((file) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')).join('');
    this.#sha = createHash('sha1').update(this.#source).digest('hex');
  }

  async run(redis: RedisClient, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    try {
      return await redis.evalsha(this.#sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return redis.eval(this.#source, keys.length, ...keys, ...args);
    }
  }
}
