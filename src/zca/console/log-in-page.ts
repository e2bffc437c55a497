import { type ConsolePlace, whereaboutsOf } from './console-address.js';
import { type ConsoleLabels, containsLabel, withLabel } from './labels.js';
import type { PageSnapshot } from './page-snapshot.js';

/** A page in the console's place: a log-in, a captcha, or an unknown site. */
export type LogInPage = 'logged_out' | 'captcha' | 'elsewhere';

/** Recognises such a page; null: it is none. */
export function logInPageOf(
  seen: PageSnapshot,
  place: ConsolePlace,
  labels: ConsoleLabels,
): LogInPage | null {
  const whereabouts = whereaboutsOf(seen.origin, place);
  // A text on an unknown site is not a text of the console.
  if (whereabouts === 'elsewhere') return 'elsewhere';
  if (whereabouts === 'nowhere') return null;
  const asks = seen.dialogs.flatMap(({ headings }) => headings);
  const words = [...seen.headings, ...asks, ...seen.texts, ...seen.frames];
  if (words.some((text) => containsLabel(text, labels.captcha))) return 'captcha';
  if (whereabouts === 'log_in' || seen.password) return 'logged_out';
  const isDoor = (texts: readonly string[]) => texts.some((text) => containsLabel(text, labels.logIn));
  // A logged-in person's page may well have a “Lịch sử đăng nhập”.
  if (!showsMenu(seen, labels) && isDoor([...seen.headings, ...seen.presses])) return 'logged_out';
  // The console may announce the end of a log-in on top of the current page, menu and all.
  const isAsked = seen.dialogs.some(
    ({ name, text, headings, presses }) =>
      isDoor([name, ...headings, ...presses]) && !containsLabel(`${name} ${text}`, labels.unlink),
  );
  return isAsked ? 'logged_out' : null;
}

/** True if the page has the console's menu, open or collapsed: then somebody is logged in. */
export function showsMenu({ presses }: PageSnapshot, labels: ConsoleLabels): boolean {
  return withLabel(presses, String, [...labels.menu, ...labels.menuGroup]).length > 0;
}

/** The message about a page at an unknown host. */
export function movedTo(origin: string): string {
  return `the console has moved to ${origin}; nothing was done there. If that is Zalo’s, set ZCA_CONSOLE_URL to it and log in again`;
}
