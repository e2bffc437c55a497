import { en } from './en.js';
import type { Locale, Messages } from './messages.js';
import { vi } from './vi.js';

const byLocale: { readonly [L in Locale]: Messages } = { vi, en };

export function messagesFor(locale: Locale): Messages {
  return byLocale[locale];
}
