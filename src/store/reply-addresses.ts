import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ReplyAddresses } from '../flow/ports/message-delivery.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** Slack accepts answers at an address for thirty minutes (docs.slack.dev/interactivity/handling-user-interaction). */
const livesMs = 30 * 60_000;

const ivBytes = 12;
const tagBytes = 16;

export interface ReplyAddressesOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** Secrets that all processes share and Redis does not hold: the bot's tokens, the newest first. */
  readonly secrets: readonly [string, ...string[]];
}

/**
 * Stores reply addresses for as long as they are valid. Whoever has one can post in the bot's name, so Redis holds it
 * encrypted (AES-256-GCM), with a key derived from the bot's token, and bound to its delivery.
 */
export class RedisReplyAddresses implements ReplyAddresses {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  /** The newest first. */
  readonly #sealingKeys: readonly [Buffer, ...Buffer[]];
  #ivs = Buffer.alloc(0);

  constructor({ redis, keys, secrets: [newest, ...older] }: ReplyAddressesOptions) {
    this.#redis = redis;
    this.#keys = keys;
    this.#sealingKeys = [keyOf(newest), ...older.map(keyOf)];
  }

  async keep(delivery: string, address: string): Promise<void> {
    const iv = this.#nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKeys[0], iv).setAAD(Buffer.from(delivery));
    const sealed = Buffer.concat([iv, cipher.update(address, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    await this.#redis.set(this.#keys.replyAddress(delivery), sealed.toString('base64'), 'PX', livesMs);
  }

  async of(delivery: string): Promise<string | null> {
    const text = await this.#redis.get(this.#keys.replyAddress(delivery));
    if (text === null) return null;
    const sealed = Buffer.from(text, 'base64');
    for (const key of this.#sealingKeys) {
      const address = opened(sealed, delivery, key);
      if (address !== null) return address;
    }
    return null;
  }

  /** Random bytes cost as much for one as for a thousand. */
  #nextIv(): Buffer {
    if (this.#ivs.length < ivBytes) this.#ivs = randomBytes(ivBytes * 300);
    const iv = this.#ivs.subarray(0, ivBytes);
    this.#ivs = this.#ivs.subarray(ivBytes);
    return iv;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'zca-unlink-bot reply addresses', 32));
}

/** Null if it was encrypted with another key, for another delivery, or not by the bot. */
function opened(sealed: Buffer, delivery: string, key: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(delivery)).setAuthTag(sealed.subarray(-tagBytes));
    const plain = [decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()];
    return Buffer.concat(plain).toString('utf8');
  } catch {
    return null;
  }
}
