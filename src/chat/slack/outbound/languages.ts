import { homeSurface } from '../../../core/person/directory.js';
import type { Locale, Messages } from '../../../i18n/messages.js';
import { messagesFor } from '../../../i18n/messages-for.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import type { People } from './people.js';

/** A person waits, even if Slack is slow to report their language. */
const timeoutMs = 600;

/**
 * Returns each person's texts by their locale in Slack; the default ones if the locale is neither Vietnamese nor
 * English, or Slack does not answer in time.
 */
export function languagesOf(
  people: People,
  fallback: Locale,
  messagesIn: (locale: Locale) => Messages = messagesFor,
): (user: string) => Promise<Messages> {
  return async (user) => {
    if (homeSurface(user) !== 'slack') return messagesIn(fallback);
    const person = await withTimeout(
      timeoutMs,
      people.person(user).catch(() => null),
    );
    const locale = person === 'late' || person === null ? null : localeIn(person.locale);
    return messagesIn(locale ?? fallback);
  };
}

function localeIn(locale: string): Locale | null {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'vi' || language === 'en' ? language : null;
}
