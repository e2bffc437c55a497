import { Cluster } from 'ioredis';
import { withTimeout } from '../shared/with-timeout.js';

/** Later than this after its own time, in milliseconds, a blocking command ends without its server. */
const graceMs = 600;

/**
 * A client of a Redis Cluster whose duplicates, which BullMQ's workers wait with, never block for longer than they were
 * asked to.
 *
 * `maxRetriesPerRequest: null`, which BullMQ demands, has a BZPOPMIN sent again, with its whole time, to each node that
 * follows another. A second late, BullMQ closes the duplicate and opens it again; of a Cluster the late `close` event then
 * ends what was just opened, and the worker reads no job any more (BullMQ 6.7, ioredis 6.0). A wait that ends in time is
 * never taken for a stuck one.
 */
export class BoundedCluster extends Cluster {
  override duplicate(...args: Parameters<Cluster['duplicate']>): Cluster {
    const copy = super.duplicate(...args);
    const blocking = copy.bzpopmin.bind(copy) as (
      key: string,
      seconds: number,
    ) => Promise<[string, string, string] | null>;
    const bounded = async (key: string, seconds: number) => {
      const answer = await withTimeout(seconds * 1_000 + graceMs, blocking(key, seconds));
      return answer === 'late' ? null : answer;
    };
    return Object.assign(copy, { bzpopmin: bounded });
  }
}
