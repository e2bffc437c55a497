import type { History } from './history.js';
import {
  asset,
  type Broken,
  card,
  clean,
  command,
  entry,
  hoa,
  lan,
  minh,
  other,
  result,
  stranger,
  withEntries,
} from './made-up.js';

const joined = entry(221, 'UR-AAAA', 'requester_added', 'U0BAO', {});

/** Histories that each break one promise about private answers or decisions. */
export const brokenAnswers: readonly Broken[] = [
  [
    3,
    'a command that was acknowledged and left without an answer',
    { commands: [...clean.commands, command(400, other)] },
  ],
  [
    3,
    'a delivery that was repeated and became another request',
    {
      commands: [command(99, asset), command(299, other), command(329, other, 'command-299')],
    },
  ],
  [
    3,
    'a press that was told not to count, and counts',
    {
      whispers: [
        ...clean.whispers,
        { to: minh, at: 211, text: 'The list changed, so nothing was confirmed.' },
      ],
    },
  ],
  [
    3,
    'a command that was told to come to nothing, and has its card',
    {
      whispers: [
        ...clean.whispers,
        { to: lan, at: 105, text: 'The look-up did not work. No request was made.' },
      ],
    },
  ],
  [
    3,
    'somebody refused who had done nothing',
    {
      whispers: [...clean.whispers, { to: 'U0BAO', at: 211, text: 'It is too late to stop: it has begun.' }],
    },
  ],
  [
    3,
    'a press told to have come late that had only just been made',
    {
      whispers: clean.whispers.map((each) =>
        each.to === hoa ? { ...each, text: 'Your press reached me only now, too late to count.' } : each,
      ),
    },
  ],
  [
    3,
    'a private answer that nobody knows what to hold against',
    { whispers: [...clean.whispers, { to: lan, at: 211, text: 'Well, maybe.' }] },
  ],
  [3, 'a signed delivery that is turned away', { turnedAway: [{ at: 150, status: 401 }] }],
  [3, 'a card posted twice', { said: [...clean.said, card('UR-CCCC', '342', '⏳ Waiting', ['approve'])] }],
  [4, 'two results', { said: [...clean.said, { ...result, ts: '270' }] }],
  [4, 'no result', { said: clean.said.filter((each) => each !== result) }],
  [
    4,
    'a result outside its thread',
    { said: clean.said.map((each) => (each === result ? { ...each, thread: null } : each)) },
  ],
  [
    4,
    'a card that waits and cannot be confirmed',
    {
      said: clean.said.map((each) =>
        each.op === 'card-UR-CCCC' ? { ...each, buttons: ['reject', 'cancel'] } : each,
      ),
    },
  ],
  [
    4,
    'somebody who joined and is not told how it ended',
    withEntries(
      (each) => each,
      {},
      (all) => all.flatMap((each) => (each.action === 'started' ? [each, joined] : [each])),
    ),
  ],
  [4, 'a card that is over and can be pressed', { said: withCard('🚫 Cancelled by Lan', ['approve']) }],
  [4, 'a card that is over and does not say so', { said: withCard('⏳ Waiting for an approver', []) }],
  [
    4,
    'a request that was confirmed and never ended',
    withEntries(
      (each) => each,
      { said: clean.said.filter((each) => each !== result) },
      (all) => all.filter(({ action }) => action !== 'finished'),
    ),
  ],
  [5, 'a loser who is told nothing', { whispers: clean.whispers.filter(({ to }) => to !== hoa) }],
  [
    5,
    'a loser who is told a wrong name',
    { whispers: clean.whispers.map((each) => ({ ...each, text: each.text.replace(minh, stranger) })) },
  ],
  [
    5,
    'two decisions',
    withEntries(
      (each) => each,
      { whispers: clean.whispers.filter(({ to }) => to !== hoa) },
      (all) => all.flatMap((each) => (each.action === 'approved' ? [each, { ...each, actor: hoa }] : [each])),
    ),
  ],
  [
    5,
    'a confirmed request called off for an asset that nobody had unlinked',
    withEntries(
      (each) =>
        each.action === 'cancelled'
          ? { ...each, actor: 'bot', details: { changes: [`gone oa:${other}`] } }
          : each,
      {},
      (all) =>
        all.flatMap((each) =>
          each.action === 'cancelled'
            ? [
                { ...each, at: 315, action: 'approved', actor: minh, details: { assets: [`oa:${other}`] } },
                each,
              ]
            : [each],
        ),
    ),
  ],
];

function withCard(text: string, buttons: readonly string[]): History['said'] {
  return clean.said.map((each) => (each.op === 'card-UR-BBBB' ? { ...each, text, buttons } : each));
}
