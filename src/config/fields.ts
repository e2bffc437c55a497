import { z } from 'zod';

/** Formats that several settings share. */

/** An address that people open. */
export const pageUrl = z.url({ protocol: /^https?$/u, error: 'must be an address like https://host/path' });

/** An address for calls. A query, a fragment or credentials in it would end up in every call, or be lost. */
export const httpUrl = pageUrl.refine(
  (text) => {
    const url = URL.parse(text);
    return url === null || (!/[?#]/u.test(text) && url.username === '' && url.password === '');
  },
  { error: 'must have no ? or # part and no user or password in it' },
);

/** Characters that an HTTP header carries unchanged. */
export const headerWord = /^[\x21-\x7e]+$/u;

/** A secret. An empty environment variable counts as unset. */
export function secret(form: RegExp, what: string) {
  return z.string({ error: 'is missing' }).regex(form, what);
}

/**
 * A secret, or several while it is being rotated: the newest first, then a comma or blank. An empty environment variable
 * counts as unset.
 */
export function secrets(form: RegExp, what: string) {
  return z
    .string({ error: 'is missing' })
    .max(8_192, 'is too long')
    .transform((text) => text.split(/[\s,]+/u).filter((each) => each !== ''))
    .pipe(z.array(z.string().regex(form, what)).min(1, what).max(5, 'holds more than 5 secrets'));
}

/** `U012,S034` or a list; blanks are ignored. */
export function idList(form: RegExp, what: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[\s,]+/u).filter((id) => id !== '') : value),
    z.array(z.string().regex(form, `every entry must be ${what}`)),
  );
}

/** Slack's ids of people (U…, W…) and user groups (S…), and the ids of people who have only Zalo. */
export const people = idList(
  /^(?:[UWS][A-Z0-9]{2,30}|zalo:\d{1,20}|zalo-bot:[0-9A-Za-z]{1,64})$/u,
  'a user id (U…), a user group id (S…) or a person of Zalo (zalo:…)',
);
