import { z } from 'zod';
import { isLoopback } from '../shared/proxy.js';
import { httpUrl, people } from './fields.js';

const shortestPassphrase = 20;

/** Settings of the admin page as they are written; each may be empty. */
const written = z.object({
  port: z.union([z.literal('').transform(() => null), z.coerce.number().int().min(0).max(65_535)], {
    error: 'must be a port number, or empty for no admin page',
  }),
  url: z
    .union([
      z.literal('').transform(() => null),
      httpUrl
        .transform((text) => URL.parse(text))
        .refine((url) => url === null || url.pathname === '/', {
          error: 'must have no path: the page is at /admin of that address',
        }),
    ])
    .prefault(''),
  people: people.prefault(''),
  oidc: z
    .object({
      issuer: httpUrl,
      clientId: z.string().max(200, 'is too long'),
      clientSecret: z.string().max(1_000, 'is too long'),
    })
    .prefault({ issuer: 'https://slack.com', clientId: '', clientSecret: '' }),
  passphrase: z
    .string()
    .max(1_000, 'is too long')
    .refine((text) => text === '' || isHardToGuess(text), {
      error: `must have at least ${shortestPassphrase} characters, 8 of them different`,
    })
    .prefault(''),
  mayChangeQueues: z.boolean({ error: 'must be true or false' }).prefault(false),
});

type Written = z.output<typeof written>;

/** The way to log in to the admin page. */
export type AdminLogIn =
  | {
      readonly type: 'oidc';
      readonly issuer: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** User ids and user group ids. */
      readonly people: readonly string[];
    }
  /** For whoever works on this machine. */
  | { readonly type: 'passphrase'; readonly passphrase: string };

export interface AdminSettings {
  readonly port: number;
  /** The origin at which people open the page; null with a pass phrase: any name of this machine. */
  readonly origin: string | null;
  readonly logIn: AdminLogIn;
  readonly mayChangeQueues: boolean;
}

/** The settings of the admin page; null: there is none. */
export const adminSchema = written
  .prefault({ port: '' })
  .superRefine(
    (settings, context) => {
      for (const [path, message] of problemsOf(settings))
        context.addIssue({ code: 'custom', path: [...path], message, input: undefined });
    },
    // Not before each setting is right by itself.
  )
  .transform(({ port, url, people: listed, oidc, passphrase, mayChangeQueues }): AdminSettings | null => {
    if (port === null) return null;
    const logIn: AdminLogIn =
      passphrase === '' ? { type: 'oidc', ...oidc, people: listed } : { type: 'passphrase', passphrase };
    return { port, origin: url?.origin ?? null, logIn, mayChangeQueues };
  });

type Problem = readonly [path: readonly string[], message: string];

function problemsOf({ port, url, people: listed, oidc, passphrase }: Written): Problem[] {
  const hasOidc = oidc.clientId !== '' || oidc.clientSecret !== '';
  if (port === null)
    return passphrase === '' && !hasOidc
      ? []
      : [[['port'], 'is missing: the admin page needs a port of its own, or leave out its other settings']];
  if (passphrase !== '' && hasOidc)
    return [[['passphrase'], 'and ADMIN_OIDC_CLIENT_ID are two ways to log in: set one of them']];
  if (passphrase !== '')
    return url === null || isLoopback(url.hostname)
      ? []
      : [
          [
            ['url'],
            'must be an address of this machine, or empty: with ADMIN_PASSPHRASE the page is for this machine only',
          ],
        ];
  if (!hasOidc)
    return [
      [
        ['port'],
        'is set, and nobody could log in: set ADMIN_OIDC_CLIENT_ID and ADMIN_OIDC_CLIENT_SECRET, or ADMIN_PASSPHRASE',
      ],
    ];
  return [
    ...when(oidc.clientId === '', ['oidc', 'clientId'], 'is missing'),
    ...when(oidc.clientSecret === '', ['oidc', 'clientSecret'], 'is missing'),
    ...when(listed.length === 0, ['people'], 'names nobody, so nobody could log in'),
    ...when(url === null, ['url'], 'is missing: after the log-in Slack leads back to it'),
    ...when(
      url !== null && url.protocol !== 'https:' && !isLoopback(url.hostname),
      ['url'],
      'must begin with https://: a session would travel unencrypted',
    ),
  ];
}

function when(isWrong: boolean, path: readonly string[], message: string): Problem[] {
  return isWrong ? [[path, message]] : [];
}

function isHardToGuess(text: string): boolean {
  const letters = [...text];
  return letters.length >= shortestPassphrase && new Set(letters).size >= 8;
}
