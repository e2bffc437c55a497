import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { requestIdInKey } from '../core/messages/message-key.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { RenderedVersion, RenderedVersions, RenderLease } from '../flow/ports/message-delivery.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

/** The longest lease: an update whose answer is lost may arrive late, and must not overwrite a newer state. */
const leaseMs = 10_000;
/** A message's version is remembered longer than any request is in use. */
const retentionMs = 90 * 24 * 60 * 60_000;

const beginRender = new Script({
  files: ['begin-render.lua'],
  keys: ['shown', 'lease'],
  args: ['revision', 'looks', 'token', 'leaseMs'],
});
const endRender = new Script({
  files: ['end-render.lua'],
  keys: ['shown', 'lease'],
  args: ['token', 'version', 'keptMs', 'message'],
});

const state = z.object({ revision: z.number(), looks: z.string() });
const reply = z.union([z.tuple([z.enum(['over', 'busy'])]), z.tuple([z.literal('go'), z.string()])]);

/** Remembers in Redis which version each message shows. */
export class RedisRenderedVersions implements RenderedVersions {
  readonly #redis: RedisClient;
  readonly #keys: Keys;
  readonly #alerts: Alerts;

  constructor(redis: RedisClient, keys: Keys, alerts: Alerts) {
    this.#redis = redis;
    this.#keys = keys;
    this.#alerts = alerts;
  }

  async begin(op: string, { revision, looks }: RenderedVersion): Promise<RenderLease | 'busy' | 'over'> {
    const token = randomBytes(8).toString('hex');
    const answer = reply.parse(
      await beginRender.run(this.#redis, {
        keys: this.#keysOf(op),
        args: { revision, looks, token, leaseMs },
      }),
    );
    if (answer[0] !== 'go') return answer[0];
    return { op, token, before: this.#parsed(op, answer[1]) };
  }

  async end(lease: RenderLease, shown: RenderedVersion): Promise<boolean> {
    return this.#end(lease, shown, 'changed');
  }

  async giveUp(lease: RenderLease): Promise<void> {
    await this.#end(lease, lease.before, 'unchanged');
  }

  async #end(
    { op, token }: RenderLease,
    shown: RenderedVersion | null,
    message: 'changed' | 'unchanged',
  ): Promise<boolean> {
    const version = shown === null ? '' : JSON.stringify(shown);
    const reply = await endRender.run(this.#redis, {
      keys: this.#keysOf(op),
      args: { token, version, keptMs: retentionMs, message },
    });
    return reply === 1;
  }

  #parsed(op: string, text: string): RenderedVersion | null {
    if (text === '') return null;
    try {
      return state.parse(JSON.parse(text));
    } catch {
      const { shown: key } = this.#keysOf(op);
      this.#alerts.raise({ type: 'corrupt_record', key, requestId: requestIdInKey(op), part: 'shown' });
      return null;
    }
  }

  #keysOf(op: string) {
    return { shown: this.#keys.shown(op, 'state'), lease: this.#keys.shown(op, 'turn') };
  }
}
