import { assetKinds } from '../core/asset/asset.js';
import { cardMessageKey } from '../core/messages/message-key.js';
import { lockable } from '../core/request/history-index.js';
import type { Request } from '../core/request/request.js';
import type { Log } from '../flow/ports/log.js';
import type { Maintenance } from '../flow/ports/store.js';
import { indexArgNames, indexArgs, indexKeyNames, indexKeys, indexLayout } from './index-entries.js';
import type { Keys } from './keys.js';
import { mendPending } from './pending-repair.js';
import type { RedisClient } from './redis-client.js';
import type { RedisRequestStore } from './request-store.js';
import { Script } from './script.js';
import { unreportedEndOf } from './unreported-end.js';

const heal = new Script({
  files: ['index-entries.lua', 'reindex.lua'],
  keys: [...indexKeyNames, 'cardPost'],
  args: [...indexArgNames, 'revision'],
});
const forget = new Script({
  files: ['purge.lua'],
  keys: [...indexKeyNames, 'open', 'all', 'cardPost', 'unreported'],
  args: [...indexArgNames, 'revision', 'before', 'unreportedEnd', 'keptCount'],
  moreKeys: 'kept',
});

/** Requests read per round trip. */
const pageSize = 500;

interface Deps {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly store: Pick<RedisRequestStore, 'getAll'>;
  readonly log: Log;
}

/** Maintains the requests in Redis. One script reindexes or removes each of them; all may be repeated. */
export class RedisMaintenance implements Maintenance {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async healIndex(): Promise<number> {
    const { redis, keys } = this.#deps;
    let healed = 0;
    // An older layout folded names differently, so updates would not remove its members: reindex everything.
    const layout = await redis.get(keys.indexed);
    const isOlder = layout !== null && layout !== indexLayout;
    if (isOlder) await redis.del([null, ...assetKinds].map((kind) => keys.history(kind)));
    // Newest first: concurrent inserts may repeat a request, concurrent deletes skip none.
    for (let skip = 0; ; skip += pageSize) {
      const ids = await redis.zrevrange(keys.all, skip, skip + pageSize - 1);
      healed += await this.#healAll(isOlder ? ids : await this.#stale(ids));
      if (ids.length < pageSize) break;
    }
    await redis.set(keys.indexed, indexLayout);
    return healed;
  }

  async healPending(): Promise<number> {
    const { redis, keys } = this.#deps;
    return mendPending({ redis, keys, readable: (ids) => this.#readable(ids) });
  }

  async forget(before: number, most: number): Promise<readonly Request[]> {
    const { redis, keys } = this.#deps;
    // Skips requests that cannot be read or have changed, and removes those after them all the same.
    for (let skip = 0; ; skip += most) {
      const ids = await redis.zrangebyscore(keys.ended, '-inf', `(${before}`, 'LIMIT', skip, most);
      const requests = await this.#readable(ids);
      const done = await Promise.all(requests.map((request) => this.#forgetOne(request, before)));
      const gone = requests.filter((_, index) => done[index] === 1);
      if (gone.length > 0 || ids.length < most) return gone;
    }
  }

  /** Requests whose index does not match their current revision. */
  async #stale(ids: readonly string[]): Promise<string[]> {
    const { redis, keys } = this.#deps;
    const states = await Promise.all(ids.map((id) => redis.hmget(keys.request(id), 'revision', 'indexed')));
    return ids.filter((_, index) => {
      const [revision = null, indexed = null] = states[index] ?? [];
      return revision !== null && indexed !== `${indexLayout}:${revision}`;
    });
  }

  async #healAll(ids: readonly string[]): Promise<number> {
    const { redis, keys } = this.#deps;
    const requests = await this.#readable(ids);
    const done = await Promise.all(
      requests.map((request) =>
        heal.run(redis, {
          keys: { ...indexKeys(request, keys), cardPost: keys.post(cardMessageKey(request.id)) },
          args: { ...indexArgs(request), revision: request.revision },
        }),
      ),
    );
    return done.filter((each) => each === 1).length;
  }

  async #readable(ids: readonly string[]): Promise<Request[]> {
    const { store, log } = this.#deps;
    const read = await store.getAll(ids);
    return read.flatMap((request, index) => {
      if (request !== null && typeof request === 'object') return [request];
      log.warn('request.corrupt', 'skipped a stored request that cannot be read', { request: ids[index] });
      return [];
    });
  }

  async #forgetOne(request: Request, before: number): Promise<unknown> {
    const { redis, keys } = this.#deps;
    const rounds = 'round' in request ? Array.from({ length: request.round }, (_, index) => index + 1) : [];
    const kept = [keys.verdict(request.delivery), ...rounds.map((round) => keys.evidence(request.id, round))];
    const locks = lockable(request).map((asset) => keys.lock(asset));
    return forget.run(redis, {
      keys: {
        ...indexKeys(request, keys),
        open: keys.open,
        all: keys.all,
        cardPost: keys.post(cardMessageKey(request.id)),
        unreported: keys.untold,
      },
      args: {
        ...indexArgs(request),
        revision: request.revision,
        before,
        unreportedEnd: unreportedEndOf(request),
        keptCount: kept.length,
      },
      moreKeys: [...kept, ...locks],
    });
  }
}
