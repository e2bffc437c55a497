import { limits, shorten } from './limits.js';

/** A button's label for screen readers: its text, then its subject, so that buttons that look alike sound different. */
export function labelOf(text: string, about: string): string {
  const ending = ` · ${about}`;
  return `${shorten(text, limits.accessibilityLabel - ending.length)}${ending}`;
}
