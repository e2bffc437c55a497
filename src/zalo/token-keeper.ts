import type { ZaloTokenTrouble } from '../core/messages/alert.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import type { StoredZaloPair, ZaloOAuth, ZaloPair, ZaloPairs, ZaloTokens } from '../flow/ports/zalo-api.js';
import { sleep, sleepInBackground } from '../shared/sleep.js';

export interface TokenKeeperOptions {
  readonly pairs: ZaloPairs;
  readonly oauth: ZaloOAuth;
  /** Access tokens of OAs whose pairs are not kept. */
  readonly fixed: ReadonlyMap<string, string>;
  readonly alerts: Alerts;
  readonly log: Log;
  readonly now: () => number;
  /** The pause before storing a pair again, or looking again whether another process has stored one. */
  readonly retryMs?: number;
}

/** A pair is refreshed this long before its access token ends. */
const aheadMs = 2 * 3_600_000;
/** From here on a token that could not be refreshed is an alert. */
const lateMs = 3_600_000;
/** A token refused sooner after it was obtained is not refused for its age, so another one would not help. */
const youngMs = 60_000;
/** After Zalo has refused a refresh token, the same one is not tried again for this long. */
const restMs = 10 * 60_000;
/** A refresh that began this long ago and stored nothing was cut off. */
const cutOffMs = 30_000;
/** Another process's refresh is waited for this long. */
const waitMs = 8_000;

/** A token exists, and cannot be had at this moment. */
class NotNow extends Error {
  override readonly name = 'NotNow';
}

/**
 * Keeps OAs' tokens fresh. A new pair is stored before it is used, and one process refreshes at a time. A pair can be
 * lost only between Zalo's giving it and Redis's storing it: if the process dies there, or Zalo's answer is lost, the
 * refresh token has been used and nobody has the new one. The refresh was noted in Redis before, so the next process
 * tries the refresh token again within a minute and, if it has been used, raises an alert.
 */
export class TokenKeeper implements ZaloTokens {
  readonly #options: TokenKeeperOptions;
  readonly #retryMs: number;
  readonly #underway = new Map<string, Promise<ZaloPair | null>>();
  /** The generations whose refresh token Zalo has refused, and until when they rest. */
  readonly #resting = new Map<string, { readonly generation: number; readonly until: number }>();

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
    this.#retryMs = options.retryMs ?? 250;
  }

  async token(oaId: string): Promise<string | null> {
    const pair = await this.#read(oaId);
    if (pair === null) return this.#options.fixed.get(oaId) ?? null;
    if (pair === 'unreadable') return null;
    if (this.#options.now() < pair.expiresAt) return pair.accessToken;
    return (await this.#refreshed(oaId, pair.generation))?.accessToken ?? null;
  }

  async replacement(oaId: string, refused: string): Promise<string | null> {
    const pair = await this.#read(oaId);
    if (pair === null || pair === 'unreadable') return null;
    if (pair.accessToken !== refused) return pair.accessToken;
    const ageMs = this.#options.now() - pair.obtainedAt;
    // One from the future was stored by a machine with a wrong clock, and says nothing of its age.
    if (ageMs >= 0 && ageMs < youngMs) {
      this.#alert(oaId, 'refused');
      return null;
    }
    return (await this.#refreshed(oaId, pair.generation))?.accessToken ?? null;
  }

  async oas(): Promise<readonly string[]> {
    return [...new Set([...(await this.#options.pairs.oas()), ...this.#options.fixed.keys()])];
  }

  /** Refreshes what is due, and tries again what was cut off. To be called every minute; never rejects. */
  async tend(): Promise<void> {
    try {
      const oas = await this.#options.pairs.oas();
      await Promise.all(oas.map((oaId) => this.#tendOne(oaId)));
    } catch (error) {
      this.#options.log.warn('zalo.tokens_not_tended', 'could not look after Zalo’s tokens', {
        error: String(error),
      });
    }
  }

  /** Resolves when no pair is on its way into Redis: before that, ending the process would lose it. Never rejects. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#underway.values()]);
  }

  async #tendOne(oaId: string): Promise<void> {
    const pair = await this.#read(oaId);
    if (pair === null || pair === 'unreadable') return;
    const now = this.#options.now();
    const wasCutOff = pair.begunAt !== null && now - pair.begunAt > cutOffMs;
    if (!wasCutOff && now < pair.expiresAt - aheadMs) return;
    await this.#refreshed(oaId, pair.generation).catch((error: unknown) => {
      if (!(error instanceof NotNow)) throw error;
    });
  }

  async #read(oaId: string): Promise<StoredZaloPair | 'unreadable' | null> {
    const pair = await this.#options.pairs.read(oaId);
    if (pair === 'unreadable') this.#alert(oaId, 'unreadable');
    return pair;
  }

  /** A newer pair than that generation; null: a person has to give one. One at a time for an OA. */
  #refreshed(oaId: string, generation: number): Promise<ZaloPair | null> {
    const underway = this.#underway.get(oaId);
    if (underway !== undefined) return underway;
    const refreshing = this.#refresh(oaId, generation).finally(() => this.#underway.delete(oaId));
    this.#underway.set(oaId, refreshing);
    return refreshing;
  }

  async #refresh(oaId: string, generation: number): Promise<ZaloPair | null> {
    const { pairs, now } = this.#options;
    const turn = await pairs.take(oaId);
    if (turn === null) return this.#awaitOther(oaId, generation);
    try {
      const pair = await this.#read(oaId);
      if (pair === null || pair === 'unreadable') return null;
      // Another process was faster.
      if (pair.generation !== generation) return pair;
      const resting = this.#resting.get(oaId);
      if (resting?.generation === generation && now() < resting.until) return null;
      if (!(await turn.begin(generation))) throw new NotNow('the turn at refreshing was over');
      return await this.#spend(oaId, pair);
    } finally {
      // A turn that cannot be given back ends by itself.
      await turn.end().catch(() => undefined);
    }
  }

  /** Uses the refresh token. From here until the new pair is stored, a crash loses it. */
  async #spend(oaId: string, pair: StoredZaloPair): Promise<ZaloPair | null> {
    const { pairs, oauth, now, log } = this.#options;
    if (pair.begunAt !== null)
      log.warn('zalo.refresh_cut_off', 'an earlier refresh of an OA’s tokens stored nothing; trying again', {
        oa: oaId,
        begunAt: pair.begunAt,
      });
    const grant = await oauth.refresh(pair.refreshToken);
    switch (grant.type) {
      case 'pair': {
        const { accessToken, refreshToken, lastsMs } = grant;
        const at = now();
        const next = { accessToken, refreshToken, obtainedAt: at, expiresAt: at + lastsMs };
        return this.#keep(oaId, pairs.keep(oaId, pair.generation, next), next);
      }
      case 'used':
      case 'refused':
        return this.#refused(oaId, pair, grant.type);
      case 'not_sent':
      case 'unclear':
        if (now() > pair.expiresAt - lateMs) this.#alert(oaId, 'late');
        if (now() < pair.expiresAt) return pair;
        throw new NotNow('Zalo gave no tokens');
    }
  }

  /** Stores the new pair, however long Redis takes; nobody uses it before. */
  async #keep(oaId: string, store: () => Promise<boolean>, next: ZaloPair): Promise<ZaloPair | null> {
    const { log } = this.#options;
    for (let failures = 0; ; failures += 1) {
      try {
        const isKept = await store();
        if (isKept) {
          log.info('zalo.tokens_refreshed', 'refreshed the tokens of an OA', { oa: oaId });
          return next;
        }
        // Somebody has logged in anew.
        const there = await this.#read(oaId);
        return there === 'unreadable' ? null : there;
      } catch (error) {
        if (failures % 20 === 0)
          log.error(
            'zalo.pair_not_stored',
            'Redis does not take an OA’s new tokens; do not end this process',
            {
              oa: oaId,
              error: String(error),
            },
          );
        // Keeps the process alive: it has what nobody else has.
        await sleep(this.#retryMs);
      }
    }
  }

  async #refused(oaId: string, pair: StoredZaloPair, why: 'used' | 'refused'): Promise<ZaloPair | null> {
    // A paused process may have had the pair in hand, and stored it by now.
    const there = await this.#read(oaId);
    if (there === null || there === 'unreadable') return null;
    if (there.generation !== pair.generation) return there;
    this.#resting.set(oaId, { generation: pair.generation, until: this.#options.now() + restMs });
    this.#alert(oaId, why);
    return null;
  }

  async #awaitOther(oaId: string, generation: number): Promise<ZaloPair | null> {
    const { pairs, now } = this.#options;
    const since = performance.now();
    while (performance.now() - since < waitMs) {
      await sleepInBackground(this.#retryMs);
      if ((await pairs.generation(oaId)) !== generation) {
        const pair = await this.#read(oaId);
        return pair === 'unreadable' ? null : pair;
      }
    }
    const pair = await this.#read(oaId);
    if (pair !== null && pair !== 'unreadable' && now() < pair.expiresAt) return pair;
    throw new NotNow('another process refreshes the tokens');
  }

  #alert(oaId: string, why: ZaloTokenTrouble): void {
    this.#options.alerts.raise({ type: 'zalo_token', oa: oaId, why });
  }
}
