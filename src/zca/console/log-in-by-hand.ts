import type { ConsoleBrowser } from './browser.js';
import type { ConsolePlace } from './console-address.js';
import type { ConsoleLabels } from './labels.js';
import { movedTo } from './log-in-page.js';
import { PageDriver } from './page-driver.js';
import { Screen } from './screen.js';
import type { SessionFile } from './session-file.js';

interface Place extends ConsolePlace {
  readonly accountCode: string;
  readonly labels: ConsoleLabels;
}

/** A person has this long, including the search for their phone. */
const timeoutMs = 10 * 60_000;
const pollMs = 500;

/**
 * Shows the console's first page and waits until somebody has logged in, which the page's menu tells. Keeps only
 * cookies and the sites' stored data, not what was typed. Rejects after ten minutes.
 */
export async function logInByHand(
  place: Place,
  browser: ConsoleBrowser,
  file: Pick<SessionFile, 'save'>,
  { withinMs = timeoutMs }: { readonly withinMs?: number } = {},
): Promise<void> {
  const { context, page } = await browser.newPage(null, { isForPerson: true });
  try {
    const hands = new PageDriver(page, withinMs);
    const screen = new Screen({ ...place, hands, stepMs: withinMs });
    await hands.open(screen.start);
    const until = Date.now() + withinMs;
    for (;;) {
      const seen = await hands.look();
      const door = screen.logInPageOf(seen);
      if (door === null && screen.showsMenu(seen)) break;
      // A company may have a log-in host of its own, so an unknown host is a reason to stop only if it shows the
      // console.
      if (door === 'elsewhere' && screen.showsMenu(seen)) throw new Error(movedTo(seen.origin));
      if (Date.now() > until)
        throw new Error(
          `Nobody has logged in, or the menu of the console is not known. The window was at ${seen.origin}.`,
        );
      await hands.pause(pollMs);
    }
    await file.save(await context.storageState());
  } finally {
    await browser.release(context);
  }
}
