import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../state/clock.js';

/** 25 hours. */
export const accessMs = 90_000_000;
/** Three months. */
const refreshMs = 90 * 24 * 3_600_000;
const codeMs = 10 * 60_000;

export interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

interface Issued extends Pair {
  readonly oaId: string;
  readonly at: number;
  isRevoked: boolean;
  isUsed: boolean;
  /** The access token has ended early. */
  isEnded: boolean;
}

interface Code {
  readonly oaId: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly at: number;
}

/** The result of asking for a pair. `used`: the refresh token has worked once before. */
export type Granted = Pair | 'unknown' | 'used';

/**
 * Every token that was given out. A refresh token works once; with it the access token given before dies at once.
 */
export class TokenBook {
  readonly #clock: Clock;
  readonly #issued: Issued[] = [];
  readonly #codes = new Map<string, Code>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A first pair, as somebody with the rights to the OA would get. */
  issue(oaId: string): Pair {
    const pair = { access_token: `access-${fresh()}`, refresh_token: `refresh-${fresh()}` };
    this.#issued.push({
      ...pair,
      oaId,
      at: this.#clock.now(),
      isRevoked: false,
      isUsed: false,
      isEnded: false,
    });
    return pair;
  }

  /** The OA that a token speaks for, or the reason why it speaks for none. */
  holder(accessToken: unknown): { readonly oaId: string } | 'unknown' | 'expired' {
    const found = this.#issued.find((each) => each.access_token === accessToken);
    if (found === undefined || found.isRevoked) return 'unknown';
    const isOver = found.isEnded || this.#clock.now() - found.at >= accessMs;
    return isOver ? 'expired' : { oaId: found.oaId };
  }

  /** Ends an OA's access tokens before their time; their refresh tokens still work. */
  expire(oaId: string): void {
    for (const each of this.#issued) if (each.oaId === oaId) each.isEnded = true;
  }

  /** Takes `expire` back. */
  unexpire(oaId: string): void {
    for (const each of this.#issued) if (each.oaId === oaId) each.isEnded = false;
  }

  /** True if an OA has an access token that works. */
  hasAccess(oaId: string): boolean {
    return this.#issued.some(
      (each) => each.oaId === oaId && typeof this.holder(each.access_token) === 'object',
    );
  }

  refresh(refreshToken: string): Granted {
    const found = this.#issued.find((each) => each.refresh_token === refreshToken);
    if (found === undefined || this.#clock.now() - found.at >= refreshMs) return 'unknown';
    if (found.isUsed) return 'used';
    if (found.isRevoked) return 'unknown';
    found.isUsed = true;
    found.isRevoked = true;
    return this.issue(found.oaId);
  }

  /** Somebody takes the app's rights to the OA away: every token of the OA dies. */
  revoke(oaId: string): void {
    for (const each of this.#issued) if (each.oaId === oaId) each.isRevoked = true;
  }

  /** The code that a consent leads to. */
  authorise(consent: Omit<Code, 'at'>): string {
    const code = fresh();
    this.#codes.set(code, { ...consent, at: this.#clock.now() });
    return code;
  }

  exchange(code: string, verifier: string): Granted {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    if (found === undefined || this.#clock.now() - found.at > codeMs) return 'unknown';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    return challenge === found.challenge ? this.issue(found.oaId) : 'unknown';
  }

  /** How many refresh tokens that would still work an OA has. */
  livePairs(oaId: string): number {
    return this.#issued.filter((each) => each.oaId === oaId && !each.isUsed && !each.isRevoked).length;
  }
}

function fresh(): string {
  return randomBytes(24).toString('base64url');
}
