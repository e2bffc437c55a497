import { z } from 'zod';
import { isCardMessageKey, requestIdInKey } from '../core/messages/message-key.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { MessageRef, PostEntry, PostJournal } from '../flow/ports/message-delivery.js';
import type { Replicas } from '../flow/ports/store.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { unreplicated } from './replicas.js';
import { Script } from './script.js';

/**
 * Entries are kept longer than any job that could post the message again. A card's is kept as long as its request (see
 * `purge.lua`), since the card may be updated as long.
 */
const retentionMs = 90 * 24 * 60 * 60_000;

const postEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sending'), since: z.number() }),
  z.object({
    type: z.literal('posted'),
    message: z.object({ channel: z.string(), ts: z.string(), thread: z.string().exactOptional() }),
  }),
]);

const beginPost = new Script({ files: ['begin-post.lua'], keys: ['post'], args: ['sending', 'keptMs'] });
const beginAgain = new Script({
  files: ['begin-post-again.lua'],
  keys: ['post'],
  args: ['before', 'sending', 'keptMs'],
});
const abandonPost = new Script({ files: ['abandon-post.lua'], keys: ['post'], args: ['sending'] });
const known = z.string().nullable();

/** Records in Redis which messages were begun and posted. */
export class RedisPostJournal implements PostJournal {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #alerts: Alerts;
  readonly #replicas: Replicas;

  constructor(redis: RedisClient, keys: Keys, alerts: Alerts, replicas: Replicas = unreplicated) {
    this.#redis = redis;
    this.#keys = keys;
    this.#alerts = alerts;
    this.#replicas = replicas;
  }

  async read(op: string): Promise<PostEntry | null> {
    return this.#parsed(op, await this.#redis.get(this.#keys.post(op)));
  }

  async begin(op: string, at: number): Promise<PostEntry | null> {
    const before = await this.#replicas.holding(() =>
      beginPost.run(this.#redis, {
        keys: { post: this.#keys.post(op) },
        args: { sending: sending(at), keptMs: keptMsOf(op) },
      }),
    );
    return this.#parsed(op, known.parse(before));
  }

  async again(op: string, since: number, at: number): Promise<boolean> {
    const reply = await this.#replicas.holding(() =>
      beginAgain.run(this.#redis, {
        keys: { post: this.#keys.post(op) },
        args: { before: sending(since), sending: sending(at), keptMs: keptMsOf(op) },
      }),
    );
    return reply === 1;
  }

  async done(op: string, message: MessageRef): Promise<void> {
    const posted = written(message);
    if (isCardMessageKey(op)) await this.#redis.set(this.#keys.post(op), posted);
    else await this.#redis.set(this.#keys.post(op), posted, 'PX', retentionMs);
  }

  async abandon(op: string, since: number): Promise<void> {
    await abandonPost.run(this.#redis, {
      keys: { post: this.#keys.post(op) },
      args: { sending: sending(since) },
    });
  }

  async forget(op: string, message: MessageRef): Promise<void> {
    await abandonPost.run(this.#redis, {
      keys: { post: this.#keys.post(op) },
      args: { sending: written(message) },
    });
  }

  /** If it is unknown whether a message was posted, nothing is posted. @throws an error without the unreadable text */
  #parsed(op: string, text: string | null): PostEntry | null {
    if (text === null) return null;
    try {
      return postEntry.parse(JSON.parse(text));
    } catch {
      const key = this.#keys.post(op);
      this.#alerts.raise({ type: 'corrupt_record', key, requestId: requestIdInKey(op), part: 'record' });
      throw new Error(`what is stored of the post ${op} cannot be read`);
    }
  }
}

/** The lifetime of a message's entry; empty: no end. */
function keptMsOf(op: string): number | '' {
  return isCardMessageKey(op) ? '' : retentionMs;
}

function written(message: MessageRef): string {
  return JSON.stringify({ type: 'posted', message });
}

function sending(since: number): string {
  return JSON.stringify({ type: 'sending', since });
}
