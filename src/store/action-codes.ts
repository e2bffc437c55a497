import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { codeChoices } from '../core/command/zalo-text.js';
import type { ActionCodes, CodeOffer, CodeUse, OfferedCode } from '../flow/ports/action-codes.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const offerScript = new Script({
  files: ['offer-code.lua'],
  keys: ['occasion', 'code'],
  args: ['candidate', 'offer', 'keptMs'],
});
const useScript = new Script({ files: ['use-code.lua'], keys: ['code'], args: ['use', 'after'] });

const choice = z.enum(codeChoices);
const storedOffer = z.object({
  person: z.string(),
  requestId: z.string(),
  listRevision: z.number().int().nonnegative(),
  round: z.number().int().nonnegative(),
  choices: z.array(choice),
  ticked: z.array(z.string()).nullable(),
});
const storedUse = z.object({ delivery: z.string(), choice, at: z.number() });

/** Longer than a request lives, so that a late code is answered with who decided. */
const keptMs = 45 * 24 * 60 * 60_000;
/** A person has a few codes at a time, of a million. */
const maxCollisions = 20;

/** Keeps one-time action codes in Redis. */
export class RedisActionCodes implements ActionCodes {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async offer(occasion: string, offer: CodeOffer): Promise<string> {
    for (let tries = 0; tries < maxCollisions; tries += 1) {
      const candidate = String(randomInt(1_000_000)).padStart(6, '0');
      const code = z.string().parse(
        await offerScript.run(this.#redis, {
          keys: {
            occasion: this.#keys.codeOccasion(occasion),
            code: this.#keys.actionCode(offer.person, candidate),
          },
          args: { candidate, offer: JSON.stringify(offer), keptMs },
        }),
      );
      if (code !== '') return code;
    }
    throw new Error('no code is free for this person');
  }

  async read(person: string, code: string): Promise<OfferedCode | null> {
    const [offer = null, use = null] = await this.#redis.hmget(
      this.#keys.actionCode(person, code),
      'offer',
      'use',
    );
    if (offer === null) return null;
    return {
      offer: storedOffer.parse(JSON.parse(offer)),
      use: use === null ? null : storedUse.parse(JSON.parse(use)),
    };
  }

  async use(person: string, code: string, use: CodeUse, after: string | null): Promise<CodeUse | null> {
    const held = z.string().parse(
      await useScript.run(this.#redis, {
        keys: { code: this.#keys.actionCode(person, code) },
        args: { use: JSON.stringify(use), after: after ?? '' },
      }),
    );
    return held === '' ? null : storedUse.parse(JSON.parse(held));
  }
}
