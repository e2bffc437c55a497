import { limits, shorten } from './limits.js';

/** What a screen reader says of a button: the words on it, then what it is about, so that buttons that look alike sound different. */
export function labelOf(text: string, about: string): string {
  const ending = ` · ${about}`;
  return `${shorten(text, limits.accessibilityLabel - ending.length)}${ending}`;
}
