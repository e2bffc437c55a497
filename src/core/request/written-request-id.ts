import { fold } from '../text/normalize.js';
import { isRequestId } from './request-id.js';

/**
 * Reads a request id as people write it: in lower case, without its prefix, with letters for the digits they
 * resemble. No id has a U after `UR-`; Vietnamese keyboards turn "ur" into "ủ".
 */
export function readRequestId(text: string): string | null {
  const code = fold(text)
    .toUpperCase()
    .replace(/^UR?[\s\-‐–—]*/u, '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
  return isRequestId(`UR-${code}`) ? `UR-${code}` : null;
}

/**
 * True if a text has the form of a request id. Without the dash, it must contain a digit, which tells it from a
 * word.
 */
export function isWrittenAsRequestId(text: string): boolean {
  const folded = fold(text);
  return (
    /^ur?\s?[-‐‑–—−]\s?[0-9a-z]{4,12}$/u.test(folded) || /^ur\s?(?=[a-z]*[0-9])[0-9a-z]{4,12}$/u.test(folded)
  );
}
