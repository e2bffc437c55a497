import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './redis-client.js';

interface Declaration<K extends string, A extends string> {
  /** Files in this folder, concatenated into one script. */
  readonly files: readonly string[];
  /** Callers give the keys and arguments by these names, and the script reads them by the same. */
  readonly keys: readonly K[];
  readonly args: readonly A[];
  /** The names of the tables with the keys and arguments that follow the named ones. */
  readonly moreKeys?: string;
  readonly moreArgs?: string;
}

interface Given<K extends string, A extends string> {
  readonly keys: Readonly<Record<K, string>>;
  readonly args: Readonly<Record<A, string | number>>;
  readonly moreKeys?: readonly string[];
  readonly moreArgs?: readonly string[];
}

/**
 * A Lua script from this folder whose keys and arguments have names. It is run by its hash: Redis gets the text only when
 * it does not have it yet. All keys of one run must hash to the same slot of a Redis Cluster.
 */
export class Script<K extends string = never, A extends string = never> {
  readonly #keys: readonly K[];
  readonly #args: readonly A[];
  readonly #source: string;
  readonly #sha: string;

  constructor({ files, keys, args, moreKeys, moreArgs }: Declaration<K, A>) {
    this.#keys = keys;
    this.#args = args;
    const texts = files.map((file) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'));
    this.#source = [locals('KEYS', keys, moreKeys), locals('ARGV', args, moreArgs), ...texts].join('');
    this.#sha = createHash('sha1').update(this.#source).digest('hex');
  }

  async run(redis: RedisClient, { keys, args, moreKeys = [], moreArgs = [] }: Given<K, A>): Promise<unknown> {
    const allKeys = [...this.#keys.map((name) => keys[name]), ...moreKeys];
    const allArgs = [...this.#args.map((name) => String(args[name])), ...moreArgs];
    try {
      return await redis.evalsha(this.#sha, allKeys.length, ...allKeys, ...allArgs);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return redis.eval(this.#source, allKeys.length, ...allKeys, ...allArgs);
    }
  }
}

/** One line of Lua that names the values of a table; the rest of them go into a table of their own. */
function locals(table: 'KEYS' | 'ARGV', names: readonly string[], more: string | undefined): string {
  const values = names.map((_, index) => `${table}[${index + 1}]`);
  const named = names.length === 0 ? '' : `local ${names.join(', ')} = ${values.join(', ')} `;
  // Not by unpack: a long list of assets would be more than Lua's stack takes.
  const rest =
    more === undefined
      ? ''
      : `local ${more} = {} for index = ${names.length + 1}, #${table} do ${more}[#${more} + 1] = ${table}[index] end`;
  return `${named}${rest}\n`;
}
