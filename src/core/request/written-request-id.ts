import { fold } from '../text/normalize.js';
import { isRequestId } from './request.js';

/**
 * An id as people write it down: in lower case, without its beginning, with letters for the digits they look
 * like. No id has a U after `UR-`; an "ủ" is what Vietnamese keyboards make of "ur".
 */
export function readRequestId(text: string): string | null {
  const code = fold(text)
    .toUpperCase()
    .replace(/^UR?[\s\-‐–—]*/u, '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
  return isRequestId(`UR-${code}`) ? `UR-${code}` : null;
}

/** Whether a text has the form of a request's id; without its dash only where digits tell it from a word. */
export function isWrittenAsRequestId(text: string): boolean {
  const folded = fold(text);
  return (
    /^ur?\s?[-‐‑–—−]\s?[0-9a-z]{4,12}$/u.test(folded) || /^ur\s?(?=[a-z]*[0-9])[0-9a-z]{4,12}$/u.test(folded)
  );
}
