import type { Asset } from '../../src/core/asset.js';
import type { PolicyRule } from '../../src/core/policy.js';
import type { Request } from '../../src/core/request.js';
import type { QuestionPorts } from '../../src/questions/answer-question.js';
import { asset, finished, pending, policy } from '../core/requests.js';

/** A Wednesday noon in Viet Nam. */
export const now = Date.UTC(2026, 0, 14, 5, 0, 0);
export const day = 86_400_000;
export const ops = 'C0ZCAOPS01';
export const asker = { user: 'U0ASKS0001', channel: ops };

/** As the store says it of a record that is no request. */
class CorruptRecord extends Error {
  override readonly name = 'CorruptRecord';
}

export interface World {
  /** The newest first; a string is the id of a record that cannot be read. */
  readonly requests?: readonly (Request | string)[];
  readonly linked?: readonly Asset[] | Error;
  readonly base?: ReturnType<typeof policy>;
  readonly rules?: readonly PolicyRule[];
  readonly groups?: { readonly [group: string]: readonly string[] };
  readonly outsiders?: readonly string[];
  readonly unreadablePeople?: boolean;
}

export interface Looking extends QuestionPorts {
  /** What was asked of the chat, in order. */
  readonly calls: string[];
}

/** The ports of what only looks, on plain values. */
export function looking(world: World = {}): Looking {
  const { requests = [], linked = [], base = policy(), rules = [], groups = {} } = world;
  const calls: string[] = [];
  const ids = requests.map((each) => (typeof each === 'string' ? each : each.id));
  return {
    calls,
    store: {
      newest: async (skip, count) => ids.slice(skip, skip + count),
      get: async (id) => {
        const found = requests.find((each) => (typeof each === 'string' ? each : each.id) === id);
        if (typeof found === 'string') throw new CorruptRecord(id);
        return found ?? null;
      },
    },
    zca: {
      list: async (kind) => {
        if (linked instanceof Error) throw linked;
        return linked.filter((each) => each.kind === kind);
      },
    },
    policies: { base, rules },
    chat: {
      groupMembers: async (group) => {
        calls.push(group);
        const members = groups[group];
        if (members === undefined) throw new Error('missing_scope');
        return new Set(members);
      },
      person: async (id) => {
        calls.push(id);
        if (world.unreadablePeople === true) throw new Error('user_not_found');
        return { id, isOutsider: world.outsiders?.includes(id) ?? false };
      },
    },
    now: () => now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
}

/** A request that ran and unlinked one asset at a moment. */
export function done(id: string, at: number, of: Asset = asset('101')): Request {
  const from = pending({ id, kind: of.kind, assets: [of], askedAt: at - 1_000 });
  return finished('succeeded', from, () => ({ type: 'unlinked', at }));
}

/** A request that still waits. */
export function waiting(id: string, change: Parameters<typeof pending>[0] = {}): Request {
  return pending({ id, askedAt: now - 1_000, expiresAt: now + day, ...change });
}
