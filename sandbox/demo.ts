import { parseArgs } from 'node:util';
import { runOnce } from './one-run.js';
import { startTown } from './town.js';
import { transcript } from './transcript.js';

const usage = `bin/demo                          starts everything and prints the address of the page
bin/demo --run '/unlink oa 1234'  types the command, confirms it, prints the thread, and ends
  --press confirm|cancel          what the approver presses (confirm)
  --port N                        of the page (3100)
  --locale vi|en                  the bot's language (vi)
  --driver http|console           how the bot reaches the ZCA: a gateway, or a browser in its console (http)`;

const { values } = parseArgs({
  options: {
    run: { type: 'string' },
    press: { type: 'string', default: 'confirm' },
    port: { type: 'string', default: '3100' },
    locale: { type: 'string', default: 'vi' },
    driver: { type: 'string', default: 'http' },
    help: { type: 'boolean', default: false },
  },
});

const { driver } = values;
if (
  values.help ||
  (values.press !== 'confirm' && values.press !== 'cancel') ||
  (driver !== 'http' && driver !== 'console')
) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help ? 0 : 2);
}
process.exitCode =
  values.run === undefined ? await stayOpen(driver) : await once(values.run, values.press, driver);

async function once(
  command: string,
  press: 'confirm' | 'cancel',
  driver: 'http' | 'console',
): Promise<number> {
  const town = await startTown({ port: 0, locale: values.locale, driver });
  try {
    const report = await runOnce(town.workspace, command, press);
    process.stdout.write(`${transcript(town.workspace, 'C0ZCAOPS01')}\n\n`);
    const times = `Slack's request to 200: ${Math.round(report.acknowledgedMs)} ms`;
    const result = report.resultMs === null ? '' : ` · press to outcome: ${Math.round(report.resultMs)} ms`;
    process.stdout.write(`${times}${result}\n${report.ok ? 'OK' : 'NOT DONE'}: ${report.reason}\n`);
    return report.ok ? 0 : 1;
  } finally {
    await town.close();
  }
}

async function stayOpen(driver: 'http' | 'console'): Promise<number> {
  const town = await startTown({ port: Number(values.port), locale: values.locale, driver });
  process.stdout.write(`
The workspace is open:  ${town.workspace.url}

  1. You are Nguyễn Thị Lan. In #zca-ops, type  /unlink oa 1234
  2. Become Trần Quốc Minh ("You are", at the top) and press Confirm on the card.
  3. The card changes, and the result arrives in its thread.

The ZCA's own console (any number and password): ${town.zca.console.url}
The bot's log: ${town.logFile}
Ctrl+C ends everything.
`);
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await town.close();
  return 0;
}
