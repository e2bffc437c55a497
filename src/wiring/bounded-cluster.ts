import { Cluster } from 'ioredis';
import { withTimeout } from '../shared/with-timeout.js';

/** A blocking command that is this late ends without its server's answer. */
const graceMs = 600;

/**
 * A client of a Redis Cluster whose duplicates, with which BullMQ's workers wait, never block for longer than asked.
 *
 * `maxRetriesPerRequest: null`, which BullMQ demands, makes the client send a BZPOPMIN again, with its whole time, to
 * each node that replaces another. A second late, BullMQ closes the duplicate and opens it again; with a Cluster, the
 * late `close` event then ends the newly opened one, and the worker reads no more jobs (BullMQ 6.7, ioredis 6.0). A
 * wait that ends in time is never taken for a stuck one.
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
