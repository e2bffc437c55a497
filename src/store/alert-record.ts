import type { Alert } from '../core/messages/alert.js';
import type { AlertRecord, RecordedAlert } from '../flow/ports/alerts.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

const mostKept = 200;

/** Keeps the newest alerts in Redis, each with when it was last raised. */
export class RedisAlertRecord implements AlertRecord {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async keep(alert: Alert, at: number): Promise<void> {
    const key = this.#keys.alertRecord;
    await this.#redis.zadd(key, at, JSON.stringify(alert));
    await this.#redis.zremrangebyrank(key, 0, -mostKept - 1);
  }

  async newest(): Promise<readonly RecordedAlert[]> {
    const found = await this.#redis.zrevrange(this.#keys.alertRecord, 0, mostKept - 1, 'WITHSCORES');
    return found.flatMap((text, index) => (index % 2 === 0 ? alertIn(text, Number(found[index + 1])) : []));
  }
}

function alertIn(text: string, at: number): RecordedAlert[] {
  try {
    const alert: unknown = JSON.parse(text);
    const isAlert = typeof alert === 'object' && alert !== null && 'type' in alert;
    return isAlert ? [{ at, alert: alert as Alert }] : [];
  } catch {
    return [];
  }
}
