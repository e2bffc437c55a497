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

/** How long a person has for it, in milliseconds: looking for the phone included. */
const timeoutMs = 10 * 60_000;
const pollMs = 500;

/**
 * Shows the console's first page and waits until somebody has logged in there, which is seen by the menu of the page.
 * Only cookies and what the sites have stored are kept; what was typed is not. Rejects after ten minutes.
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
      // Companies may have people log in at a host of their own, so only a console there is a reason to stop.
      if (door === 'elsewhere' && screen.showsMenu(seen)) throw new Error(movedTo(seen.origin));
      if (Date.now() > until)
        throw new Error(
          `Nobody has logged in, or the menu of the console is not known. The window stood at ${seen.origin}.`,
        );
      await hands.pause(pollMs);
    }
    await file.save(await context.storageState());
  } finally {
    await browser.release(context);
  }
}
