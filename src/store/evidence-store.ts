import { z } from 'zod';
import { assetKey, assetKinds } from '../core/asset/asset.js';
import type { EvidencePicture, EvidenceStore } from '../flow/ports/console.js';
import type { RequestStore } from '../flow/ports/store.js';
import { sha256Of } from '../shared/sha256.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** Screenshots are kept for 90 days, as long as failed jobs. Their hashes stay in the audit log. */
const keptSeconds = 90 * 24 * 60 * 60;

const record = z.object({
  requestId: z.string(),
  round: z.number().int(),
  kind: z.enum(assetKinds),
  id: z.string(),
  stage: z.enum(['row', 'dialog', 'gone']),
  turn: z.number().int().default(0),
  at: z.number(),
  png: z.base64(),
});

/**
 * Stores screenshots in Redis, where every worker on every host finds them: one takes them, another posts them. The
 * audit log has the hash of each, so that a copy kept elsewhere can be verified.
 */
export class RedisEvidenceStore implements EvidenceStore {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #store: Pick<RequestStore, 'note'>;

  constructor(redis: RedisClient, keys: Keys, store: Pick<RequestStore, 'note'>) {
    this.#redis = redis;
    this.#keys = keys;
    this.#store = store;
  }

  async keep(picture: EvidencePicture): Promise<void> {
    const { requestId, round, kind, id, stage, turn, at, png } = picture;
    const key = this.#keys.evidence(requestId, round);
    const sha256 = sha256Of(png);
    const text = JSON.stringify({ ...picture, png: Buffer.from(png).toString('base64') });
    await this.#redis.hset(key, sha256, text);
    await this.#redis.expire(key, keptSeconds);
    const details = { asset: assetKey({ kind, id }), round, stage, turn, sha256, bytes: png.length };
    await this.#store.note({ at, requestId, action: 'evidence_kept', actor: 'bot', details });
  }

  async hashes(requestId: string, round: number): Promise<ReadonlySet<string>> {
    return new Set(await this.#redis.hkeys(this.#keys.evidence(requestId, round)));
  }

  async png(requestId: string, round: number, sha256: string): Promise<Uint8Array | null> {
    const text = await this.#redis.hget(this.#keys.evidence(requestId, round), sha256);
    return text === null ? null : unchanged(text, sha256);
  }

  async of(requestId: string, round: number): Promise<readonly EvidencePicture[]> {
    const kept = Object.values(await this.#redis.hgetall(this.#keys.evidence(requestId, round)));
    const pictures = kept.map(pictureOf).sort((a, b) => a.at - b.at);
    const newest = new Map(pictures.map((each) => [`${assetKey(each)} ${each.stage}`, each]));
    return pictures.filter((each) => newest.get(`${assetKey(each)} ${each.stage}`) === each);
  }
}

/** The bytes of a stored screenshot; null if they do not have this hash, or cannot be read any more. */
export function unchanged(text: string, sha256: string): Uint8Array | null {
  try {
    const { png } = pictureOf(text);
    return sha256Of(png) === sha256 ? png : null;
  } catch {
    // It was a readable screenshot when it was stored.
    return null;
  }
}

/** A screenshot as it was stored. @throws when the text is no screenshot */
export function pictureOf(text: string): EvidencePicture {
  const { png, ...rest } = record.parse(JSON.parse(text));
  return { ...rest, png: new Uint8Array(Buffer.from(png, 'base64')) };
}
