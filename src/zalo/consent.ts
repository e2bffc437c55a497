import { createHash, randomBytes } from 'node:crypto';

/** The secrets of one log-in. */
export interface Consent {
  /** PKCE: known to nobody else until the code is exchanged. */
  readonly verifier: string;
  /** Comes back with the code, so that a code of another log-in is refused. */
  readonly state: string;
}

export function newConsent(): Consent {
  return { verifier: randomBytes(32).toString('base64url'), state: randomBytes(16).toString('base64url') };
}

/** The page on which somebody with the rights to an OA allows the app. */
export function consentUrl(
  { verifier, state }: Consent,
  {
    oauthUrl,
    appId,
    redirectUri,
  }: { readonly oauthUrl: string; readonly appId: string; readonly redirectUri: string },
): string {
  const url = new URL(`${oauthUrl.replace(/\/$/u, '')}/v4/oa/permission`);
  url.searchParams.set('app_id', appId);
  url.searchParams.set('redirect_uri', redirectUri);
  url.searchParams.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'));
  url.searchParams.set('state', state);
  return url.href;
}

/** The query with which Zalo sends people back. */
export interface ConsentAnswer {
  readonly code: string;
  /** Null where only the code was pasted. */
  readonly oaId: string | null;
}

/** Reads the address that Zalo led to, or a pasted code. Null: it is neither, or of another log-in. */
export function readConsent(text: string, { state }: Consent): ConsentAnswer | null {
  const given = text.trim();
  if (/^[\w.~+/=-]{8,2000}$/u.test(given) && !given.includes('://')) return { code: given, oaId: null };
  const query = URL.parse(given)?.searchParams;
  const code = query?.get('code') ?? '';
  const oaId = query?.get('oa_id') ?? '';
  if (code === '' || !/^\d{1,20}$/u.test(oaId) || query?.get('state') !== state) return null;
  return { code, oaId };
}
