import { type ConsolePlace, whereaboutsOf } from './console-address.js';
import { type ConsoleLabels, containsLabel, isLabel } from './labels.js';
import type { PageSnapshot } from './page-snapshot.js';

/** What stands where the console's inside was looked for: a log-in, a captcha, or a page of somebody unknown. */
export type LogInPage = 'logged_out' | 'captcha' | 'elsewhere';

/** Which door this page is; null: none. */
export function logInPageOf(
  seen: PageSnapshot,
  place: ConsolePlace,
  labels: ConsoleLabels,
): LogInPage | null {
  const whereabouts = whereaboutsOf(seen.origin, place);
  // Nothing that a stranger's page says is taken for a word of the console's.
  if (whereabouts === 'elsewhere') return 'elsewhere';
  if (whereabouts === 'nowhere') return null;
  const asks = seen.dialogs.flatMap(({ headings }) => headings);
  const words = [...seen.headings, ...asks, ...seen.texts, ...seen.frames];
  if (words.some((text) => containsLabel(text, labels.captcha))) return 'captcha';
  if (whereabouts === 'log_in' || seen.password) return 'logged_out';
  const isDoor = (texts: readonly string[]) => texts.some((text) => containsLabel(text, labels.logIn));
  // A page of somebody who is logged in may well have its “Lịch sử đăng nhập”.
  if (!showsMenu(seen, labels) && isDoor([...seen.headings, ...seen.presses])) return 'logged_out';
  // A log-in that has ended may be told over the page that was there, menu and all.
  const isAsked = seen.dialogs.some(
    ({ name, text, headings, presses }) =>
      isDoor([name, ...headings, ...presses]) && !containsLabel(`${name} ${text}`, labels.unlink),
  );
  return isAsked ? 'logged_out' : null;
}

/** Whether this page has the menu, open or folded up: so it is the console's inside. */
export function showsMenu({ presses }: PageSnapshot, labels: ConsoleLabels): boolean {
  return presses.some((name) => isLabel(name, [...labels.menu, ...labels.menuGroup]));
}

/** What to tell people of a page at a host that is not known. */
export function movedTo(origin: string): string {
  return `the console has moved to ${origin}; nothing was done there. If that is Zalo’s, set ZCA_CONSOLE_URL to it and log in again`;
}
