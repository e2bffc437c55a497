import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { requestIdInKey } from '../core/messages/message-key.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { RenderedVersion, RenderedVersions, RenderLease } from '../flow/ports/message-delivery.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** The longest lease: an update whose answer is lost may arrive late, and must not overwrite a newer state. */
const turnMs = 10_000;
/** A message's version is remembered longer than any request is in use. */
const retentionMs = 90 * 24 * 60 * 60_000;

/**
 * Deletes the state for the time of the lease, when the message's content is unknown. An unreadable state counts as
 * none.
 */
const begin = `
local shown = redis.call('GET', KEYS[1])
if shown then
  local readable, state = pcall(cjson.decode, shown)
  local at = readable and type(state) == 'table' and tonumber(state.revision)
  local revision = tonumber(ARGV[1])
  if at and (at > revision or (at == revision and state.looks == ARGV[2])) then return {'over'} end
end
if not redis.call('SET', KEYS[2], ARGV[3], 'NX', 'PX', ARGV[4]) then return {'busy'} end
redis.call('DEL', KEYS[1])
return {'go', shown or ''}`;

/**
 * If the lease expired before the update, the message's content is unknown, so forget it; if nothing was sent, keep it.
 */
const end = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  if ARGV[4] == 'changed' then redis.call('DEL', KEYS[1]) end
  return 0
end
redis.call('DEL', KEYS[2])
if ARGV[2] ~= '' then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;

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
    const keys = this.#keysOf(op);
    const answer = reply.parse(await this.#redis.eval(begin, 2, ...keys, revision, looks, token, turnMs));
    if (answer[0] !== 'go') return answer[0];
    return { op, token, before: this.#parsed(op, answer[1]) };
  }

  async end(turn: RenderLease, shown: RenderedVersion): Promise<boolean> {
    return this.#end(turn, shown, 'changed');
  }

  async giveUp(turn: RenderLease): Promise<void> {
    await this.#end(turn, turn.before, 'unchanged');
  }

  async #end(
    { op, token }: RenderLease,
    shown: RenderedVersion | null,
    message: 'changed' | 'unchanged',
  ): Promise<boolean> {
    const text = shown === null ? '' : JSON.stringify(shown);
    return (await this.#redis.eval(end, 2, ...this.#keysOf(op), token, text, retentionMs, message)) === 1;
  }

  #parsed(op: string, text: string): RenderedVersion | null {
    if (text === '') return null;
    try {
      return state.parse(JSON.parse(text));
    } catch {
      const [key] = this.#keysOf(op);
      this.#alerts.raise({ type: 'corrupt_record', key, requestId: requestIdInKey(op), part: 'shown' });
      return null;
    }
  }

  #keysOf(op: string): [string, string] {
    return [this.#keys.shown(op, 'state'), this.#keys.shown(op, 'turn')];
  }
}
