import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Replicas } from '../flow/ports/store.js';
import type { StoredZaloPair, ZaloPair, ZaloPairs, ZaloTurn } from '../flow/ports/zalo-api.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const takeLock = new Script({ files: ['take-lock.lua'], keys: ['lock', 'tokens'], args: ['lastsMs'] });
const freeLock = new Script({ files: ['free-lock.lua'], keys: ['lock'], args: ['token'] });
const beginRefresh = new Script({
  files: ['begin-zalo-refresh.lua'],
  keys: ['turn', 'pair'],
  args: ['token', 'generation', 'at'],
});
const keepPair = new Script({
  files: ['keep-zalo-pair.lua'],
  keys: ['pair', 'oas'],
  args: ['before', 'generation', 'sealed', 'oa'],
});

/** A turn is over after this. The call to Zalo takes less, and storing its answer needs no turn. */
const turnMs = 20_000;
const ivBytes = 12;
const tagBytes = 16;

const pairForm: z.ZodType<ZaloPair> = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  obtainedAt: z.number(),
  expiresAt: z.number(),
});
const recordForm = z.object({
  generation: z.coerce.number().int().positive(),
  sealed: z.base64(),
  begun: z.coerce.number().exactOptional(),
});

export interface ZaloPairsOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** 32 bytes in base64 each; the first encrypts, each opens. */
  readonly tokenKeys: readonly string[];
  readonly replicas: Replicas;
  readonly now: () => number;
}

/**
 * The pairs of OAs in Redis, encrypted (AES-256-GCM) with a key that Redis does not hold, and bound to their OA and
 * generation, so that no older one can be put in place of a newer one.
 */
export class RedisZaloPairs implements ZaloPairs {
  readonly #options: ZaloPairsOptions;
  readonly #tokenKeys: readonly Buffer[];

  constructor(options: ZaloPairsOptions) {
    this.#options = options;
    this.#tokenKeys = options.tokenKeys.map((key) => Buffer.from(key, 'base64'));
    if (this.#tokenKeys.length === 0) throw new Error('without a key the tokens would lie open');
  }

  async read(oaId: string): Promise<StoredZaloPair | 'unreadable' | null> {
    const { redis, keys } = this.#options;
    const fields = await redis.hgetall(keys.zaloPair(oaId));
    if (Object.keys(fields).length === 0) return null;
    const record = recordForm.safeParse(fields);
    if (!record.success) return 'unreadable';
    const { generation, sealed, begun = null } = record.data;
    const pair = this.#opened(Buffer.from(sealed, 'base64'), oaId, generation);
    return pair === null ? 'unreadable' : { ...pair, generation, begunAt: begun };
  }

  async take(oaId: string): Promise<ZaloTurn | null> {
    const { redis, keys, now } = this.#options;
    const lock = keys.zaloTurn(oaId, 'turn');
    const tokens = keys.zaloTurn(oaId, 'turns');
    const token = Number(await takeLock.run(redis, { keys: { lock, tokens }, args: { lastsMs: turnMs } }));
    if (token === 0) return null;
    return {
      begin: async (generation) =>
        (await beginRefresh.run(redis, {
          keys: { turn: lock, pair: keys.zaloPair(oaId) },
          args: { token, generation, at: now() },
        })) === 1,
      end: async () => void (await freeLock.run(redis, { keys: { lock }, args: { token } })),
    };
  }

  keep(oaId: string, before: number, pair: ZaloPair): () => Promise<boolean> {
    const { redis, keys, replicas } = this.#options;
    const generation = before + 1;
    // Sealed once: a repeated call stores the same bytes, and is known by them.
    const sealed = this.#sealed(pair, oaId, generation);
    return async () =>
      (await replicas.holding(() =>
        keepPair.run(redis, {
          keys: { pair: keys.zaloPair(oaId), oas: keys.zaloOas },
          args: { before, generation, sealed, oa: oaId },
        }),
      )) === 1;
  }

  async generation(oaId: string): Promise<number> {
    const { redis, keys } = this.#options;
    return Number((await redis.hget(keys.zaloPair(oaId), 'generation')) ?? 0);
  }

  async oas(): Promise<readonly string[]> {
    return Object.keys(await this.#options.redis.hgetall(this.#options.keys.zaloOas));
  }

  #sealed(pair: ZaloPair, oaId: string, generation: number): string {
    const iv = randomBytes(ivBytes);
    const [key = Buffer.alloc(0)] = this.#tokenKeys;
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(oaId, generation));
    const parts = [iv, cipher.update(JSON.stringify(pair), 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(parts).toString('base64');
  }

  /** Null if no key opens it, or it belongs to another OA or generation. */
  #opened(sealed: Buffer, oaId: string, generation: number): ZaloPair | null {
    for (const key of this.#tokenKeys) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAAD(boundTo(oaId, generation)).setAuthTag(sealed.subarray(-tagBytes));
        const plain = [decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()];
        return pairForm.parse(JSON.parse(Buffer.concat(plain).toString('utf8')));
      } catch {
        // Keeps nothing of the error: another key may open it.
      }
    }
    return null;
  }
}

function boundTo(oaId: string, generation: number): Buffer {
  return Buffer.from(`${oaId}:${generation}`);
}
