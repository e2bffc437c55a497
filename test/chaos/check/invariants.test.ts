import { describe, expect, it } from 'vitest';
import type { History, Invariant } from './history.js';
import { violationsOf } from './invariants.js';
import {
  asset,
  card,
  chained,
  clean,
  command,
  entries,
  entry,
  hoa,
  lan,
  minh,
  other,
  press,
  reading,
  result,
  stranger,
  unlinkCall,
} from './made-up.js';

/** Each breaks one promise of the clean history, and no other. */
const broken: readonly (readonly [Invariant, string, Partial<History>])[] = [
  [
    1,
    'a call for what nobody had confirmed in Slack',
    { presses: clean.presses.filter(({ user }) => user !== minh) },
  ],
  [
    1,
    'a confirmation on a card that did not show the asset',
    {
      presses: clean.presses.map((each) => (each.user === minh ? { ...each, shown: 'another list' } : each)),
    },
  ],
  [
    1,
    'a confirmation by somebody who may not',
    withEntries((each) => (each.action === 'approved' ? { ...each, actor: stranger } : each), {
      presses: [press(stranger, 209), press(hoa, 211), press(lan, 319, 'UR-BBBB', 'cancel')],
      whispers: [{ to: hoa, at: 213, text: 'too late' }],
      calls: [reading, { ...unlinkCall, approvedBy: [stranger] }],
    }),
  ],
  [
    1,
    'an approval that is recorded of somebody who may not, and leads to no call',
    withEntries(
      (each) => each,
      {},
      (all) => [...all, entry(350, 'UR-CCCC', 'approval_given', stranger, {})],
    ),
  ],
  [
    1,
    'an approval by somebody who had joined',
    withEntries(
      (each) => each,
      {},
      (all) =>
        all.flatMap((each) =>
          each.action === 'approved'
            ? [entry(each.at, each.requestId, 'requester_added', minh, {}), each]
            : [each],
        ),
    ),
  ],
  [1, 'a call that goes out before the audit log says so', { calls: [reading, { ...unlinkCall, at: 229 }] }],
  [
    1,
    'a call in a dry run',
    withEntries((each) =>
      each.action === 'asked' && each.requestId === 'UR-AAAA'
        ? { ...each, details: { ...each.details, dryRun: true } }
        : each,
    ),
  ],
  [
    1,
    'a call begun after a stop',
    withEntries(
      (each) => each,
      {},
      (all) =>
        all.flatMap((each) =>
          each.action === 'unlink_called'
            ? [entry(229, 'UR-AAAA', 'stopped', lan, { begun: true }), each]
            : [each],
        ),
    ),
  ],
  [2, 'success said of what is still linked', { removals: [] }],
  [
    2,
    'failure said of what was unlinked',
    {
      said: clean.said.map((each) =>
        each === result ? { ...each, text: `❌ Shop (${asset}): failed` } : each,
      ),
    },
  ],
  [
    2,
    'failure said while its own call was still under way',
    {
      said: clean.said.map((each) =>
        each === result ? { ...each, text: `❌ Shop (${asset}): failed` } : each,
      ),
      removals: clean.removals.map((each) => ({ ...each, at: 9_000 })),
    },
  ],
  [
    2,
    'a call repeated without reading first',
    { calls: [reading, { ...unlinkCall, removed: false, status: null }, unlinkCall] },
  ],
  [2, 'a link removed twice', { calls: [reading, unlinkCall, reading, unlinkCall] }],
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
  [3, 'a card posted twice', { said: [...clean.said, card('UR-CCCC', '342', '⏳ Waiting', ['approve'])] }],
  [4, 'two results', { said: [...clean.said, { ...result, ts: '270' }] }],
  [4, 'no result', { said: clean.said.filter((each) => each !== result) }],
  [
    4,
    'a result outside its thread',
    { said: clean.said.map((each) => (each === result ? { ...each, thread: null } : each)) },
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
      {},
      (all) => all.flatMap((each) => (each.action === 'approved' ? [each, { ...each, actor: hoa }] : [each])),
    ),
  ],
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
  [8, 'a secret in the log', { texts: [{ where: 'the log', text: 'token xoxb-secret' }] }],
];

/** The clean history with other entries, chained anew. */
function withEntries(
  change: (each: (typeof entries)[number]) => (typeof entries)[number],
  rest: Partial<History> = {},
  changeAll: (all: readonly (typeof entries)[number][]) => readonly (typeof entries)[number][] = (all) => all,
): Partial<History> {
  return { ...rest, audit: chained(changeAll(entries.map(change))), verdict: null };
}

function withCard(text: string, buttons: readonly string[]): History['said'] {
  return clean.said.map((each) => (each.op === 'card-UR-BBBB' ? { ...each, text, buttons } : each));
}

describe('the checker', () => {
  it('finds nothing wrong with a history in which every promise is kept', () => {
    expect(violationsOf(clean)).toEqual([]);
  });

  it.each(broken)('finds invariant %i broken by %s', (invariant, _what, change) => {
    const found = violationsOf({ ...clean, ...change });
    expect(found.length).toBeGreaterThan(0);
    expect([...new Set(found.map((each) => each.invariant))]).toEqual([invariant]);
  });
});
