import { type Broken, clean, entry, guest, lan, other, withEntries } from './made-up.js';

/** Histories that each break one promise about locks, the audit log or strangers. */
export const brokenBooks: readonly Broken[] = [
  [
    6,
    'two open requests with the same asset',
    withEntries(
      (each) => each,
      {
        said: clean.said.map((each) =>
          each.op === 'card-UR-BBBB' ? { ...each, text: '⏳ Waiting', buttons: ['approve'] } : each,
        ),
        presses: clean.presses.filter(({ user }) => user !== lan),
      },
      (all) => all.filter(({ action }) => action !== 'cancelled'),
    ),
  ],
  [
    6,
    'somebody pointed to a request that was over',
    withEntries(
      (each) =>
        each.action === 'listed' && each.requestId === 'UR-CCCC'
          ? entry(340, 'UR-CCCC', 'joined', 'bot', { other: 'UR-BBBB' })
          : each,
      {
        said: clean.said.filter(({ op }) => op !== 'card-UR-CCCC'),
        whispers: [
          ...clean.whispers,
          { to: lan, at: 341, text: 'Request UR-BBBB already asks for this one' },
        ],
      },
    ),
  ],
  [
    7,
    'an entry that was changed',
    {
      audit: clean.audit.map((line) =>
        line.sequence === 3 ? { ...line, text: line.text.replace('200', '201') } : line,
      ),
    },
  ],
  [
    7,
    'an entry that is missing',
    {
      audit: clean.audit.slice(0, 12),
      verdict: null,
      commands: clean.commands.slice(0, 3),
      said: clean.said.slice(0, 3),
      earlierEnds: clean.audit.slice(13),
    },
  ],
  [
    7,
    'a check of the bot’s own that disagrees',
    { verdict: 'The audit log is broken: entry 3 was changed.' },
  ],
  [
    10,
    'a stranger who gets something done',
    withEntries(
      (each) => each,
      {},
      (all) => [...all, entry(350, 'UR-CCCC', 'chosen', guest, { chosen: [other] })],
    ),
  ],
  [
    10,
    'a stranger who is answered without end',
    {
      whispers: [
        ...clean.whispers,
        ...Array.from({ length: 11 }, (_, index) => ({
          ...{ to: guest, at: 1_000 * index },
          text: 'You are not an approver. Approvers: nobody.',
        })),
      ],
    },
  ],
  [
    10,
    'a stranger who fills the audit log',
    withEntries(
      (each) => each,
      {},
      (all) => [
        ...all,
        ...Array.from({ length: 12 }, () => entry(350, 'UR-CCCC', 'press_refused', guest, {})),
      ],
    ),
  ],
  [8, 'a secret in the log', { texts: [{ where: 'the log', text: 'token xoxb-secret' }] }],
];
