import { type Account, writtenAccount } from '../core/person/accounts.js';
import type { BotUsage, ZaloUsage } from '../flow/ports/zalo-usage.js';
import { momentText } from '../shared/viet-nam-time.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** A month and some days, so that a month's count outlives it. */
const keptSeconds = 40 * 24 * 60 * 60;
/** No more people than this are counted: far beyond any limit of the Bot Platform. */
const mostPeople = 10_000;

/** Counts in Redis what the bot sends in Zalo. */
export class RedisZaloUsage implements ZaloUsage {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #now: () => number;

  constructor(redis: RedisClient, keys: Keys, now: () => number) {
    this.#redis = redis;
    this.#keys = keys;
    this.#now = now;
  }

  async paid(): Promise<number> {
    return Number((await this.#redis.get(this.#month('paid'))) ?? 0);
  }

  async addPaid(messages: number): Promise<void> {
    await this.#add('paid', messages);
  }

  async addBot(account: Account, messages: number): Promise<BotUsage> {
    const key = this.#keys.zaloBotPeople;
    const isFull = (await this.#redis.scard(key)) >= mostPeople;
    const isNew = !isFull && (await this.#redis.sadd(key, writtenAccount(account))) === 1;
    return { people: await this.#redis.scard(key), messages: await this.#add('bot', messages), isNew };
  }

  async bot(): Promise<Omit<BotUsage, 'isNew'>> {
    const [people, messages] = await Promise.all([
      this.#redis.scard(this.#keys.zaloBotPeople),
      this.#redis.get(this.#month('bot')),
    ]);
    return { people, messages: Number(messages ?? 0) };
  }

  async #add(what: 'paid' | 'bot', messages: number): Promise<number> {
    const key = this.#month(what);
    const sum = await this.#redis.incrby(key, messages);
    if (sum === messages) await this.#redis.expire(key, keptSeconds);
    return sum;
  }

  #month(what: 'paid' | 'bot'): string {
    return this.#keys.zaloSent(what, momentText(this.#now()).slice(0, 7));
  }
}
