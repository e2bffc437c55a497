import { parseArgs } from 'node:util';
import { choosePort } from './demo-port.js';
import { runOnce } from './one-run.js';
import { runInZalo } from './one-run-in-zalo.js';
import { drivers, startTown, type Town } from './town.js';
import { transcript } from './transcript.js';
import { workByHand } from './work-by-hand.js';
import { zaloTranscript } from './zalo-transcript.js';

const channel = 'C0ZCAOPS01';

/** `bin/demo` has checked these options; its usage explains them. */
const { values } = parseArgs({
  options: {
    run: { type: 'string', default: '' },
    press: { type: 'string', default: 'confirm' },
    port: { type: 'string', default: '' },
    locale: { type: 'string', default: 'vi' },
    driver: { type: 'string', default: 'http' },
    chat: { type: 'string', default: 'slack' },
  },
});
const locale = values.locale === 'en' ? 'en' : 'vi';
const driver = drivers.find((each) => each === values.driver) ?? 'http';
const chat = values.chat === 'zalo' ? 'zalo' : 'slack';

/** Listens from the start, so that a demo stopped while starting cleans up too. */
const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

process.exitCode = values.run === '' ? await stayOpen() : await once(values.run);

async function once(command: string): Promise<number> {
  const town = await startTown({ port: 0, locale, driver, chat });
  const { workspace, zalo } = town;
  try {
    const atHand = driver === 'manual' ? () => workByHand(town) : undefined;
    const press = values.press === 'cancel' ? 'cancel' : 'confirm';
    const running =
      zalo === null ? runOnce(workspace, command, press, atHand) : runInZalo(zalo, command, press, atHand);
    const report = await Promise.race([running, stopped]);
    if (report === undefined) return 130;
    const said =
      zalo === null ? transcript(workspace, channel) : zaloTranscript(zalo, ['lan', 'minh', 'hoa']);
    process.stdout.write(`${said}\n\n`);
    const times = `${zalo === null ? 'Slack' : 'Zalo'}'s request to 200: ${Math.round(report.acknowledgedMs)} ms`;
    const result = report.resultMs === null ? '' : ` · press to outcome: ${Math.round(report.resultMs)} ms`;
    process.stdout.write(`${times}${result}\n${report.ok ? 'OK' : 'NOT DONE'}: ${report.reason}\n`);
    return report.ok ? 0 : 1;
  } finally {
    await town.close();
  }
}

async function stayOpen(): Promise<number> {
  const chosen = await choosePort(values.port === '' ? null : Number(values.port));
  if ('refusal' in chosen) {
    process.stderr.write(`${chosen.refusal}\n`);
    return 2;
  }
  const town = await startTown({ port: chosen.port, locale, driver, chat });
  process.stdout.write(welcome(town, chosen.taken));
  await stopped;
  await town.close();
  return 0;
}

function welcome({ workspace, zca, zalo, logFile }: Town, taken: number | null): string {
  const steps = (zalo === null ? inSlack() : inZalo()).map((step, index) => `  ${index + 1}. ${step}`);
  const opened =
    zalo === null
      ? `The workspace is open:  ${workspace.url}`
      : `The phone is open:  ${zalo.url}\nSlack, beside it:   ${workspace.url}`;
  return `${taken === null ? '' : `\nPort ${taken} is in use, so the page is at the next free one.\n`}
${opened}

${steps.join('\n')}

The ZCA's gateway, and how to make it go wrong (sandbox/zca/README.md):
  curl -X POST ${zca.url}/sandbox/faults -d '{"type":"status","operation":"unlink","status":500,"times":2}'
The ZCA's own console (any number and password): ${zca.console.url}
The bot's log, until the demo ends: ${logFile}
Ctrl+C ends everything.
`;
}

function inSlack(): string[] {
  const press = locale === 'vi' ? 'Xác nhận (Confirm)' : 'Confirm';
  return [
    'You are Nguyễn Thị Lan. In #zca-ops, type  /unlink oa 1234',
    `Become Trần Quốc Minh ("You are", at the top) and press ${press} on the card.`,
    ...(driver === 'manual' ? byHand() : ['The card changes, and the result arrives in its thread.']),
  ];
}

function inZalo(): string[] {
  const [youAre, press] = locale === 'vi' ? ['Bạn là', 'Xác nhận (Confirm)'] : ['You are', 'Confirm'];
  return [
    'You are Nguyễn Thị Lan, in the chat with the Official Account. Type  /unlink oa 1234',
    `Become Trần Quốc Minh ("${youAre}", at the top) and press ${press} under the message.`,
    ...(driver === 'manual'
      ? byHand()
      : ['The result arrives on both phones; #zca-ops in Slack shows the same request.']),
    'Lê Thanh Hòa has the bot instead of the OA, and types the code of their message.',
  ];
}

function byHand(): string[] {
  const [take, done] = locale === 'vi' ? ['Nhận việc (Take)', 'Đã xong (Done)'] : ['Take', 'Done'];
  return [
    `${chat === 'zalo' ? "In Slack, the request's thread" : 'The thread'} tells the operator what to do. Become Lê Thanh Hòa, press ${take} there.`,
    "Follow its steps: the link opens the ZCA's console of this sandbox.",
    `Press ${done}: the result says who did it, and what Zalo itself shows.`,
  ];
}
