import type { ZaloGrant, ZaloOAuth, ZaloPairs } from '../../flow/ports/zalo-api.js';
import { type Consent, type ConsentAnswer, consentUrl, newConsent } from '../../zalo/consent.js';

export interface LogInParts {
  readonly oauthUrl: string;
  readonly appId: string;
  readonly redirectUri: string;
  readonly oauth: ZaloOAuth;
  readonly pairs: ZaloPairs;
  /** The OA that the person named; null: whichever they choose on Zalo's page. */
  readonly oaId: string | null;
  /** Shows the page and resolves with what Zalo sends back. */
  readonly consent: (page: string, consent: Consent) => Promise<ConsentAnswer>;
  readonly now: () => number;
}

/** Nothing was changed; the message says why and what to do. */
export class NotLoggedIn extends Error {
  override readonly name = 'NotLoggedIn';
}

/**
 * Gets an OA's first pair of tokens, or a new one, and stores it; resolves with the OA's id.
 * @throws {NotLoggedIn}
 */
export async function logIn(parts: LogInParts): Promise<string> {
  const secrets = newConsent();
  const answer = await parts.consent(consentUrl(secrets, parts), secrets);
  const oaId = answer.oaId ?? parts.oaId;
  if (oaId === null)
    throw new NotLoggedIn(
      'A code alone does not say which OA it is for: give its id, or paste the whole address.',
    );
  if (parts.oaId !== null && oaId !== parts.oaId)
    throw new NotLoggedIn(`You allowed the OA ${oaId}, not ${parts.oaId}. Nothing was changed.`);
  // Asked before the code is spent: Redis is there, and the generation is known.
  const generation = await parts.pairs.generation(oaId);
  const grant = await parts.oauth.exchange(answer.code, secrets.verifier);
  if (grant.type !== 'pair') throw new NotLoggedIn(refusals[grant.type](grant));
  const { accessToken, refreshToken, lastsMs } = grant;
  const at = parts.now();
  const pair = { accessToken, refreshToken, obtainedAt: at, expiresAt: at + lastsMs };
  if (await parts.pairs.keep(oaId, generation, pair)()) return oaId;
  // The keeper has refreshed the old pair in this second; this one is newer.
  const moved = await parts.pairs.generation(oaId);
  if (await parts.pairs.keep(oaId, moved, pair)()) return oaId;
  throw new NotLoggedIn('Somebody else logs this OA in at the same time. Run this again.');
}

const refusals: {
  readonly [T in Exclude<ZaloGrant['type'], 'pair'>]: (grant: ZaloGrant) => string;
} = {
  used: () => 'Zalo answers nothing to this code: it has been used. Run this again.',
  refused: (grant) =>
    `Zalo refuses the code (${'code' in grant ? grant.code : ''}). It lasts ten minutes and works once: run this again. If it repeats, compare ZALO_APP_ID and ZALO_APP_SECRET with the app’s page, and the callback address there with the one above.`,
  not_sent: () => 'Zalo cannot be reached (ZALO_OAUTH_URL). Run this again.',
  unclear: () => 'Zalo’s answer was lost, and the code may have been used. Run this again.',
};
