import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TokenBook } from '../../../sandbox/zalo/oauth/token-book.js';
import { Clock } from '../../../sandbox/zalo/state/clock.js';
import type { Alert } from '../../../src/core/messages/alert.js';
import type { ZaloGrant, ZaloOAuth, ZaloPairs } from '../../../src/flow/ports/zalo-api.js';
import { Keys } from '../../../src/store/keys.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { RedisZaloPairs } from '../../../src/store/zalo-pairs.js';
import { TokenKeeper } from '../../../src/zalo/token-keeper.js';
import { redisShelf } from '../store/redis-shelf.js';

const shelf = redisShelf();
const hourMs = 3_600_000;
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The keeper's doings between which it may die, in their order. `given` to `stored` is the window of docs/zalo.md. */
const steps = [
  'before the turn is taken',
  'turn taken',
  'pair read',
  'before the refresh is noted',
  'refresh noted',
  'before Zalo is asked',
  'given',
  'before it is stored',
  'stored',
  'before the turn is given back',
] as const;
type Step = (typeof steps)[number];
const window: ReadonlySet<Step> = new Set(['given', 'before it is stored']);
const killsPerStep = 100;

describe('a keeper that is killed', () => {
  it.each(steps)(
    'at “%s” loses a pair only in the window that is named, and never in silence',
    async (step) => {
      for (let kill = 0; kill < killsPerStep; kill += 20)
        await Promise.all(
          Array.from({ length: 20 }, (_, index) => killedAt(step, String(1_000 + kill + index))),
        );
    },
  );
});

/** One OA whose keeper dies at a step; afterwards another process looks after its tokens. */
async function killedAt(step: Step, oaId: string): Promise<void> {
  const { redis } = shelf();
  // The next process looks after every OA that it finds.
  const keys = new Keys(`{${randomBytes(8).toString('hex')}}`);
  const clock = new Clock(Date.now);
  const zalo = new TokenBook(clock);
  const now = () => clock.now();
  const key = randomBytes(32).toString('base64');
  const pairs = new RedisZaloPairs({
    redis,
    keys,
    tokenKeys: [key],
    replicas: unreplicated,
    now,
  });
  const given = zalo.issue(oaId);
  const first = { accessToken: given.access_token, refreshToken: given.refresh_token };
  const at = now();
  await pairs.keep(oaId, 0, { ...first, obtainedAt: at, expiresAt: at + 25 * hourMs })();
  clock.advance(26 * hourMs);
  const raised: Alert[] = [];
  const keeper = (through: Pick<Mortal, 'pairs' | 'oauth'>) =>
    new TokenKeeper({
      ...through,
      ...{ now, log: silent, fixed: new Map(), retryMs: 15 },
      alerts: { raise: (alert) => void raised.push(alert) },
    });
  const mortal = mortalPorts(step, pairs, oauthOf(zalo));
  void keeper(mortal).token(oaId);
  await mortal.died;
  const turn = keys.zaloTurn(oaId, 'turn');
  // Redis's -1: the dead one's turn would never end.
  expect(await redis.pttl(turn)).not.toBe(-1);
  await redis.del(turn);
  clock.advance(60_000);
  const next = keeper({ pairs, oauth: oauthOf(zalo) });
  await next.tend();
  const token = await next.token(oaId);
  if (window.has(step)) {
    expect(token).toBeNull();
    expect(raised).toContainEqual({ type: 'zalo_token', oa: oaId, why: 'used' });
  } else {
    expect(raised).toEqual([]);
    expect(zalo.holder(token)).toEqual({ oaId });
  }
}

interface Mortal {
  readonly pairs: ZaloPairs;
  readonly oauth: ZaloOAuth;
  readonly died: Promise<void>;
}

/** Ports of a process that dies at a step: what it has begun there never resolves, and nothing more is done. */
function mortalPorts(step: Step, pairs: ZaloPairs, oauth: ZaloOAuth): Mortal {
  let isDead = false;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const never = new Promise<never>(() => undefined);
  /** Runs a call of the process, which may die before or after it. */
  const living = async <T>(
    before: Step | null,
    act: () => Promise<T>,
    after: Step | null = null,
  ): Promise<T> => {
    if (isDead) return never;
    if (before === step) return ended();
    const result = await act();
    if (isDead) return never;
    return after === step ? ended() : result;
  };
  const ended = (): Promise<never> => {
    isDead = true;
    die();
    return never;
  };
  let hasTurn = false;
  return {
    died,
    pairs: {
      ...{ oas: () => pairs.oas(), generation: (oaId) => pairs.generation(oaId) },
      read: (oaId) => living(null, () => pairs.read(oaId), hasTurn ? 'pair read' : null),
      take: (oaId) =>
        living(
          'before the turn is taken',
          async () => {
            const turn = await pairs.take(oaId);
            hasTurn = true;
            return (
              turn && {
                begin: (generation: number) =>
                  living('before the refresh is noted', () => turn.begin(generation), 'refresh noted'),
                end: () => living('before the turn is given back', () => turn.end()),
              }
            );
          },
          'turn taken',
        ),
      keep: (oaId, generation, pair) => {
        const store = pairs.keep(oaId, generation, pair);
        return () => living('before it is stored', store, 'stored');
      },
    },
    oauth: {
      refresh: (token) => living('before Zalo is asked', () => oauth.refresh(token), 'given'),
      exchange: oauth.exchange,
    },
  };
}

/** The local Zalo's book of tokens, without the way over HTTP. */
function oauthOf(book: TokenBook): ZaloOAuth {
  const granted = (grant: ReturnType<TokenBook['refresh']>): ZaloGrant => {
    if (grant === 'used') return { type: 'used' };
    if (grant === 'unknown') return { type: 'refused', code: -14_014 };
    const { access_token: accessToken, refresh_token: refreshToken } = grant;
    return { type: 'pair', accessToken, refreshToken, lastsMs: 25 * hourMs };
  };
  return {
    refresh: async (token) => granted(book.refresh(token)),
    exchange: async (code, verifier) => granted(book.exchange(code, verifier)),
  };
}
