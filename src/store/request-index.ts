import { z } from 'zod';
import type { AssetKind } from '../core/asset/asset.js';
import { type OutcomePlace, placeOf, type SearchTest, searchTests } from '../core/request/history-index.js';
import type { FoundOutcomes, PendingRequests, RequestIndex, WantedOutcomes } from '../flow/ports/store.js';
import { indexLayout } from './index-entries.js';
import type { Keys } from './keys.js';
import { readPending } from './pending-index.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const search = new Script({
  files: ['search.lua'],
  keys: ['outcomes'],
  args: ['first', 'last', 'wanted', 'tests'],
});
const counts = z.array(z.number());
const members = z.array(z.string());

/** One script searches this many outcomes (a few milliseconds of Redis); this many scripts are sent at once. */
const stretch = 5_000;
const atOnce = 20;

/** The index of requests in Redis; `index-entries.lua` describes its keys. */
export class RedisRequestIndex implements RequestIndex {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async requestOfDelivery(user: string, most: number) {
    const key = this.#keys.requestsOf(user);
    const [ids, total] = await Promise.all([this.#redis.zrevrange(key, 0, most - 1), this.#redis.zcard(key)]);
    return { ids, total };
  }

  async openOf(user: string): Promise<readonly string[]> {
    const { open } = this.#keys;
    // The earlier of the last change and the submission is the submission.
    const oldestFirst = await this.#redis.zinter(2, [open, this.#keys.requestsOf(user)], 'AGGREGATE', 'MIN');
    return oldestFirst.reverse();
  }

  pending(user: string, now: number): Promise<PendingRequests | null> {
    return readPending(user, now, { redis: this.#redis, keys: this.#keys });
  }

  async outcomes({ kinds, query, from, until, reach }: WantedOutcomes): Promise<FoundOutcomes> {
    const [only, ...others] = kinds;
    const key = this.#keys.history(others.length === 0 && only !== undefined ? only : null);
    const [within, newer, layout] = await Promise.all([
      this.#redis.zcount(key, from ?? '-inf', until === undefined ? '+inf' : `(${until}`),
      until === undefined ? 0 : this.#redis.zcount(key, until, '+inf'),
      this.#redis.get(this.#keys.indexed),
    ]);
    const isWhole = layout === indexLayout;
    if (query !== null) {
      const looked = Math.min(within, reach);
      const searchedTo = looked < within ? await this.#timeOf(key, newer + looked - 1) : null;
      return { isWhole, searchedTo, ...(await this.#search(key, newer, newer + looked, searchTests(query))) };
    }
    return {
      total: within,
      searchedTo: null,
      isWhole,
      read: async (skip, most) => {
        const last = Math.min(skip + most, within) - 1;
        return last < skip ? [] : placesOf(await this.#redis.zrevrange(key, newer + skip, newer + last));
      },
    };
  }

  async unlinkedFrom(kinds: readonly AssetKind[], moments: readonly number[]): Promise<readonly number[]> {
    return Promise.all(
      moments.map(async (from, index) => {
        const next = moments[index + 1];
        const until = next === undefined ? '+inf' : `(${next}`;
        const each = kinds.map((kind) => this.#redis.zcount(this.#keys.unlinked(kind), from, until));
        return sum(await Promise.all(each));
      }),
    );
  }

  async #timeOf(key: string, rank: number): Promise<number> {
    const [, at = '0'] = await this.#redis.zrevrange(key, rank, rank, 'WITHSCORES');
    return Number(at);
  }

  /**
   * Searches the ranks from `first` to before `end`. Counts the matches per stretch first, then reads only the
   * stretches that hold the wanted ones.
   */
  async #search(
    key: string,
    first: number,
    end: number,
    tests: readonly SearchTest[],
  ): Promise<Pick<FoundOutcomes, 'total' | 'read'>> {
    const starts = Array.from(
      { length: Math.ceil((end - first) / stretch) },
      (_, at) => first + at * stretch,
    );
    const run = (start: number, test: number) =>
      search.run(this.#redis, {
        keys: { outcomes: key },
        args: {
          first: start,
          last: Math.min(start + stretch, end) - 1,
          wanted: test,
          tests: JSON.stringify(tests),
        },
      });
    const perStretch: number[][] = [];
    for (let done = 0; done < starts.length; done += atOnce) {
      const some = starts.slice(done, done + atOnce);
      perStretch.push(...(await Promise.all(some.map(async (start) => counts.parse(await run(start, 0))))));
    }
    const totals = tests.map((_, test) => sum(perStretch.map((each) => each[test] ?? 0)));
    const counting = totals.findIndex((total) => total > 0);
    return {
      total: totals[counting] ?? 0,
      read: async (skip, most) => {
        const found: string[] = [];
        let before = 0;
        for (const [index, start] of starts.entries()) {
          const here = perStretch[index]?.[counting] ?? 0;
          if (here > 0 && before + here > skip && before < skip + most) {
            const all = members.parse(await run(start, counting + 1));
            found.push(...all.slice(Math.max(0, skip - before), skip + most - before));
          }
          before += here;
        }
        return placesOf(found);
      },
    };
  }
}

function placesOf(found: readonly string[]): OutcomePlace[] {
  return found.map(placeOf);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
