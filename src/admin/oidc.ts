import { createHmac } from 'node:crypto';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { z } from 'zod';
import { isSameText } from '../shared/is-same-text.js';
import type { Workspace } from './admin-ports.js';

/** Each call to the issuer takes no longer, in seconds. */
const timeoutSeconds = 5;

const workspaceId = z
  .string()
  .regex(/^[A-Z0-9]{0,30}$/u)
  .default('');

/** The claims of Sign in with Slack (docs.slack.dev/authentication/sign-in-with-slack). */
const claimsOfSlack = z.object({
  'https://slack.com/user_id': z.string().regex(/^[UW][A-Z0-9]{2,30}$/u),
  'https://slack.com/team_id': workspaceId,
  'https://slack.com/enterprise_id': workspaceId,
});

export interface OidcOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The address to which the issuer sends people back. */
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
}

export interface LoggedIn extends Workspace {
  readonly user: string;
}

/**
 * Log-in by OpenID Connect with an authorization code. State, nonce and code verifier are made from one secret, which
 * the browser keeps in a cookie, so that nothing is stored before somebody is known.
 */
export class OidcLogIn {
  readonly #options: OidcOptions;
  #found: Promise<Configuration> | null = null;

  constructor(options: OidcOptions) {
    this.#options = options;
  }

  /** The address at which the browser logs in. Rejects if the issuer does not answer. */
  async begin(secret: string): Promise<URL> {
    const issuer = await this.#issuer();
    // Slack takes a code challenge only from apps that are marked as public clients.
    const challenge = issuer.serverMetadata().supportsPKCE()
      ? {
          code_challenge: await calculatePKCECodeChallenge(part(secret, 'verifier')),
          code_challenge_method: 'S256',
        }
      : {};
    return buildAuthorizationUrl(issuer, {
      redirect_uri: this.#options.redirectUri,
      scope: 'openid profile',
      state: part(secret, 'state'),
      nonce: part(secret, 'nonce'),
      ...challenge,
    });
  }

  /** True if the issuer has led back from the log-in that this secret began. */
  isAnswerTo(secret: string, query: string): boolean {
    return isSameText(new URLSearchParams(query).get('state') ?? '', part(secret, 'state'));
  }

  /** Returns the person who has logged in; rejects if nobody has. `query`: of the address that the issuer sent them to. */
  async finish(secret: string, query: string): Promise<LoggedIn> {
    const issuer = await this.#issuer();
    const verifier = issuer.serverMetadata().supportsPKCE()
      ? { pkceCodeVerifier: part(secret, 'verifier') }
      : {};
    const tokens = await authorizationCodeGrant(issuer, new URL(`${this.#options.redirectUri}${query}`), {
      expectedState: part(secret, 'state'),
      expectedNonce: part(secret, 'nonce'),
      idTokenExpected: true,
      ...verifier,
    });
    const claims = claimsOfSlack.parse(tokens.claims());
    return {
      user: claims['https://slack.com/user_id'],
      team: claims['https://slack.com/team_id'],
      enterprise: claims['https://slack.com/enterprise_id'],
    };
  }

  /** Read once; again only after a failure. */
  #issuer(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#options;
    const execute = [
      enableNonRepudiationChecks,
      ...(new URL(issuer).protocol === 'http:' ? [allowInsecureRequests] : []),
    ];
    this.#found ??= discovery(new URL(issuer), clientId, {}, ClientSecretPost(clientSecret), {
      ...{ execute, timeout: timeoutSeconds },
      [customFetch]: (url, options) => this.#options.fetch(url, options as RequestInit),
    }).catch((error: unknown) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }
}

/** 43 characters, as a code verifier needs at least (RFC 7636, 4.1). */
function part(secret: string, name: 'state' | 'nonce' | 'verifier'): string {
  return createHmac('sha256', secret).update(name).digest('base64url');
}
