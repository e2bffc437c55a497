import { z } from 'zod';

/** The forms that several settings share. */

/** An address that people open. */
export const pageUrl = z.url({ protocol: /^https?$/u, error: 'must be an address like https://host/path' });

/** An address under which calls are made: a query, a fragment or a log-in in it would end up in every call, or be lost. */
export const httpUrl = pageUrl.refine(
  (text) => {
    const url = URL.parse(text);
    return url === null || (!/[?#]/u.test(text) && url.username === '' && url.password === '');
  },
  { error: 'must have no ? or # part and no user or password in it' },
);

/** What an HTTP header can carry without being changed on its way. */
export const headerWord = /^[\x21-\x7e]+$/u;

/** An environment variable that is set to nothing counts as not set. */
export function secret(form: RegExp, what: string) {
  return z.string({ error: 'is missing' }).regex(form, what);
}

/** `U012,S034` or a list; blanks are skipped. */
export function idList(form: RegExp, what: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[\s,]+/u).filter((id) => id !== '') : value),
    z.array(z.string().regex(form, `every entry must be ${what}`)),
  );
}

/** Slack's ids of people and user groups: U… and W… are people, S… groups. */
export const people = idList(/^[UWS][A-Z0-9]{2,30}$/u, 'a user id (U…) or a user group id (S…)');
