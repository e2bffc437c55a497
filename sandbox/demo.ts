import { parseArgs } from 'node:util';
import { runOnce } from './one-run.js';
import { type Driver, drivers, startTown } from './town.js';
import { transcript } from './transcript.js';
import { workByHand } from './work-by-hand.js';

const usage = `bin/demo                          starts everything and prints the address of the page
bin/demo --run '/unlink oa 1234'  types the command, confirms it, prints the thread, and ends
  --press confirm|cancel          what the approver presses (confirm)
  --port N                        of the page (3100)
  --locale vi|en                  the bot's language (vi)
  --driver http|console|manual    who unlinks: a gateway, a browser in the console, or an operator by hand (http)`;

const byHand = `  3. The thread tells the operator what to do. Become Lê Thanh Hòa, press Nhận việc (Take) there.
  4. Follow its steps: the link opens the ZCA's console of this sandbox.
  5. Press Đã xong (Done): the result says who did it, and what Zalo itself shows.`;

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

const driver = drivers.find((each) => each === values.driver);
if (values.help || driver === undefined || (values.press !== 'confirm' && values.press !== 'cancel')) {
  process.stdout.write(`${usage}\n`);
  process.exit(values.help ? 0 : 2);
}
process.exitCode =
  values.run === undefined ? await stayOpen(driver) : await once(values.run, values.press, driver);

async function once(command: string, press: 'confirm' | 'cancel', driver: Driver): Promise<number> {
  const town = await startTown({ port: 0, locale: values.locale, driver });
  try {
    const atHand = driver === 'manual' ? () => workByHand(town) : undefined;
    const report = await runOnce(town.workspace, command, press, atHand);
    process.stdout.write(`${transcript(town.workspace, 'C0ZCAOPS01')}\n\n`);
    const times = `Slack's request to 200: ${Math.round(report.acknowledgedMs)} ms`;
    const result = report.resultMs === null ? '' : ` · press to outcome: ${Math.round(report.resultMs)} ms`;
    process.stdout.write(`${times}${result}\n${report.ok ? 'OK' : 'NOT DONE'}: ${report.reason}\n`);
    return report.ok ? 0 : 1;
  } finally {
    await town.close();
  }
}

async function stayOpen(driver: Driver): Promise<number> {
  const town = await startTown({ port: Number(values.port), locale: values.locale, driver });
  process.stdout.write(`
The workspace is open:  ${town.workspace.url}

  1. You are Nguyễn Thị Lan. In #zca-ops, type  /unlink oa 1234
  2. Become Trần Quốc Minh ("You are", at the top) and press Confirm on the card.
${driver === 'manual' ? byHand : '  3. The card changes, and the result arrives in its thread.'}

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
