import type { ConsoleBrowser } from './browser.js';
import type { ConsoleLabels } from './labels.js';
import { PageHands } from './page-hands.js';
import { Screen } from './screen.js';
import type { SessionFile } from './session-file.js';

interface Place {
  readonly address: string;
  readonly accountCode: string;
  readonly labels: ConsoleLabels;
}

/** How long a person has for it, in milliseconds: looking for the phone included. */
const patienceMs = 10 * 60_000;
const lookEveryMs = 500;

/**
 * Shows the console's first page and waits until somebody has logged in there, which is seen by the menu of the page.
 * Only cookies and what the sites have stored are kept; what was typed is not. Rejects after ten minutes.
 */
export async function logInByHand(
  { address, accountCode, labels }: Place,
  browser: ConsoleBrowser,
  file: Pick<SessionFile, 'save'>,
  { withinMs = patienceMs }: { readonly withinMs?: number } = {},
): Promise<void> {
  const { context, page } = await browser.newPage(null, { isForPerson: true });
  try {
    const hands = new PageHands(page, withinMs);
    const screen = new Screen({ hands, address, accountCode, labels, stepMs: withinMs });
    const start = new URL(labels.startPath.replaceAll('{account}', accountCode), address);
    await page.goto(start.href, { waitUntil: 'domcontentloaded' });
    const until = Date.now() + withinMs;
    for (;;) {
      const seen = await hands.look();
      if (screen.doorOf(seen) === null && screen.showsMenu(seen)) break;
      if (Date.now() > until)
        throw new Error('Nobody has logged in, or the menu of the console is not known.');
      await hands.pause(lookEveryMs);
    }
    await file.save(await context.storageState());
  } finally {
    await browser.release(context);
  }
}
