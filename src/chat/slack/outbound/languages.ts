import type { Locale, Messages } from '../../../i18n/messages.js';
import { messagesFor } from '../../../i18n/messages-for.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import type { People } from './people.js';

/** Somebody waits, also where Slack is slow to say which language is theirs; in milliseconds. */
const timeoutMs = 600;

/** Each person's own language, by their locale in Slack; the default one where it is neither or Slack does not say in time. */
export function languagesOf(people: People, fallback: Locale): (user: string) => Promise<Messages> {
  return async (user) => {
    const person = await withTimeout(
      timeoutMs,
      people.person(user).catch(() => null),
    );
    const locale = person === 'late' || person === null ? null : localeIn(person.locale);
    return messagesFor(locale ?? fallback);
  };
}

function localeIn(locale: string): Locale | null {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'vi' || language === 'en' ? language : null;
}
