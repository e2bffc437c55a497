import { z } from 'zod';
import { type Budget, type Budgets, maxPerMinute } from '../core/request/budgets.js';
import type { BudgetCounter, Counted } from '../flow/ports/budgets.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const script = new Script({
  files: ['budget.lua'],
  keys: ['count', 'answered'],
  args: ['most', 'withinMs', 'knownMs'],
});
const reply = z.tuple([z.number(), z.number()]);

const minuteMs = 60_000;
/** Slack repeats a delivery for some six minutes; this leaves a margin. */
const knownForMs = 10 * minuteMs;

/** Counts each person's budgets in Redis, by Redis's clock. */
export class RedisBudgetCounter implements BudgetCounter {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #budgets: Budgets;

  constructor(redis: RedisClient, keys: Keys, budgets: Budgets) {
    this.#redis = redis;
    this.#keys = keys;
    this.#budgets = budgets;
  }

  async count(budget: Budget, user: string, delivery: string): Promise<Counted> {
    const most = maxPerMinute(this.#budgets, budget);
    const [until, first] = reply.parse(
      await script.run(this.#redis, {
        keys: { count: this.#keys.budget(budget, user), answered: this.#keys.counted(delivery) },
        args: { most, withinMs: minuteMs, knownMs: knownForMs },
      }),
    );
    return until === 0 ? { type: 'within' } : { type: 'over', most, until, isFirst: first === 1 };
  }
}
