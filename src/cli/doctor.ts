import botConfig from '../../bot.config.js';
import { messagesFor } from '../i18n/messages-for.js';
import { diagnose } from './doctor/doctor.js';
import type { Stage } from './doctor/rehearsal.js';
import { countOf, jsonOf, linesOf } from './doctor/report.js';
import { BadArguments, runCommand, say, type Typed } from './run-command.js';

/** Says what is wrong with a set-up, and the next step; changes nothing. */
const usage = `npm run doctor                              looks at the settings, Redis, Slack, the ZCA and the audit log
  --url https://bot.example.com             the address at which Slack reaches the bot
  --before-start                            nothing runs yet: looks for no worker and no address
  --rehearse C0123456789 --as U0123456789   also asks for a dry run in this channel in this person's name, and cleans up
  --json                                    prints one JSON object for a program
Exit code: 0 nothing failed, 1 something failed, 2 the command was wrong.`;

/** Whatever a check leaves hanging ends with the process, this long after the start at the latest. */
const longestMs = 58_000;

const options = {
  url: { type: 'string' },
  'before-start': { type: 'boolean' },
  rehearse: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
} as const;

setTimeout(() => process.exit(1), longestMs).unref();
await runCommand(usage, options, async (typed) => {
  typed.only(Object.keys(options), typed.words.length === 0);
  const url = typed.values('url').at(-1) ?? null;
  if (url !== null && !/^https?:$/u.test(URL.parse(url)?.protocol ?? ''))
    throw new BadArguments('--url must be an address like https://bot.example.com.');
  const { locale, reports } = await diagnose(botConfig, {
    env: process.env,
    url,
    isBeforeStart: typed.has('before-start'),
    stage: stageIn(typed),
  });
  const texts = messagesFor(locale).doctor;
  const failed = countOf(reports, 'failed');
  if (typed.has('json')) say(jsonOf(reports, texts));
  else {
    for (const report of reports) say(linesOf(report, texts).join('\n'));
    say(`\n${texts.summary({ failed, warnings: countOf(reports, 'warning') })}`);
  }
  return failed === 0 ? 0 : 1;
});
/** @throws {BadArguments} */
function stageIn(typed: Typed): Stage | null {
  const channel = typed.values('rehearse').at(-1)?.replace(/^#/u, '');
  const user = typed.values('as').at(-1);
  if (channel === undefined && user === undefined) return null;
  if (channel === undefined || !/^[CG][A-Z0-9]{2,30}$/u.test(channel))
    throw new BadArguments('--rehearse must be the id of a channel (C…): the bot may not look up names.');
  if (user === undefined || !/^[UW][A-Z0-9]{2,30}$/u.test(user))
    throw new BadArguments('--as must be the id of the person (U…) in whose name to ask, such as your own.');
  return { channel, user };
}

// A check that was given up may still hold a connection.
process.stdout.write('', () => process.exit());
