import type { RecordPlace, RequestRecord } from '../flow/ports/request-record.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** Reads the stored requests in the order in which they were asked. */
export class RedisRecordPlaces implements RequestRecord {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async places({ after, from, until, most }: Parameters<RequestRecord['places']>[0]): Promise<RecordPlace[]> {
    const min = from ?? '-inf';
    const end = until === null ? '+inf' : `(${until}`;
    const max = after === null || (until !== null && after.at >= until) ? end : after.at;
    // Requests of one moment are in the order of their ids, so those before `after` are skipped.
    for (let skip = 0; ; skip += most) {
      const found = await this.#redis.zrevrangebyscore(
        this.#keys.all,
        max,
        min,
        'WITHSCORES',
        'LIMIT',
        skip,
        most,
      );
      const places = placesIn(found);
      const later = places.filter((place) => after === null || isAfter(place, after));
      if (later.length > 0 || places.length < most) return later;
    }
  }
}

function placesIn(found: readonly string[]): RecordPlace[] {
  return found.flatMap((id, index) => (index % 2 === 0 ? [{ id, at: Number(found[index + 1]) }] : []));
}

function isAfter(place: RecordPlace, after: RecordPlace): boolean {
  return place.at < after.at || (place.at === after.at && place.id < after.id);
}
