import botConfig from '../../bot.config.js';
import { loadConsoleSettings } from '../config/load-config.js';
import { ConsoleBrowser } from '../zca/console/browser.js';
import { logInByHand } from '../zca/console/log-in-by-hand.js';
import { SessionFile } from '../zca/console/session-file.js';

/** `npm run console:login`: opens the console in a window, waits until a person has logged in, and saves the log-in. */
try {
  const settings = loadConsoleSettings(botConfig, process.env);
  const browser = new ConsoleBrowser({ ...settings, headed: true });
  process.stdout.write(
    'A window opens. Log in there as the person the bot is to work as; it closes by itself.\n',
  );
  try {
    await logInByHand(settings, browser, SessionFile.of(settings));
  } finally {
    await browser.close();
  }
  process.stdout.write(
    `The log-in is kept, encrypted, in ${settings.sessionFile}. Waiting jobs go on by themselves.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
