import { clockErrorMs } from './clock-error.js';
import type { History } from './history.js';
import {
  asset,
  type Broken,
  clean,
  entry,
  hoa,
  lan,
  minh,
  press,
  reading,
  readings,
  result,
  stranger,
  unlinkCall,
  withEntries,
} from './made-up.js';

/** The bot does not know that its own call unlinked it. */
const unconfirmed: Partial<History> = {
  said: clean.said.map((each) =>
    each === result
      ? {
          ...each,
          text: `✅ Shop (${asset}): no longer linked; the bot called to unlink it, but cannot tell that its call did it`,
        }
      : each,
  ),
};

/** Histories that each break one promise about approvals, calls or results. */
export const brokenRuns: readonly Broken[] = [
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
      whispers: [{ to: hoa, at: 213, text: 'You are not an approver. Approvers: nobody.' }],
      calls: [...readings, { ...unlinkCall, approvedBy: [stranger] }],
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
    'a call for an asset that was renamed after the card had shown it',
    { renamed: new Map([[asset, { at: unlinkCall.at - 10_000, name: 'Another name' }]]) },
  ],
  [1, 'a run for an approver who had left the group before it began', { left: new Map([[minh, -10_000]]) }],
  [
    1,
    'an approval by somebody who had joined',
    withEntries(
      (each) => each,
      {
        said: clean.said.map((each) =>
          each === result ? { ...each, text: `${each.text}\nAsked by <@${minh}>` } : each,
        ),
      },
      (all) =>
        all.flatMap((each) =>
          each.action === 'approved'
            ? [entry(each.at, each.requestId, 'requester_added', minh, {}), each]
            : [each],
        ),
    ),
  ],
  [
    1,
    'a call that goes out before the audit log says so',
    withEntries((each) =>
      each.action === 'unlink_called' ? { ...each, at: unlinkCall.at + clockErrorMs + 1 } : each,
    ),
  ],
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
  [1, 'a retry that the ZCA is not told of who pressed it', retried([minh])],
  [
    1,
    'a retry for somebody who had left the approvers before',
    { ...retried([minh, hoa]), left: new Map([[minh, -10_000]]) },
  ],
  [
    1,
    'a confirmed request that has not begun and cannot be stopped',
    { shown: [{ requestId: 'UR-AAAA', at: 215, text: 'Unlink request\n⏱️ Not begun yet', buttons: [] }] },
  ],
  [
    1,
    'a stop window that is over before Stop was shown for as long',
    withEntries(
      (each) => (each.action === 'asked' ? { ...each, details: { ...each.details, kind: 'app' } } : each),
      { shown: [{ requestId: 'UR-AAAA', at: 215, text: 'Unlink request\n⏱️ Begins at', buttons: ['stop'] }] },
    ),
  ],
  [
    2,
    'an end said not to be known that was not read for long',
    {
      said: clean.said.map((each) =>
        each === result ? { ...each, text: `❓ Shop (${asset}): not known after 5 tries` } : each,
      ),
    },
  ],
  [2, 'success said of what is still linked', { removals: [] }],
  [
    2,
    'success said of what somebody else unlinked',
    { removals: clean.removals.map((each) => ({ ...each, requestId: null })) },
  ],
  [2, 'gone after a call without an answer, and still linked', { ...unconfirmed, removals: [] }],
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
    { calls: [...readings, { ...unlinkCall, removed: false, status: null }, unlinkCall] },
  ],
  [
    2,
    'a call made on the reading at the start alone',
    { calls: [...readings.slice(0, 2), unlinkCall, reading] },
  ],
  [2, 'a link removed twice', { calls: [...readings, unlinkCall, reading, unlinkCall] }],
];

/** Hoa tries again before the only call, which names these approvers at the ZCA. */
function retried(approvedBy: readonly string[]): Partial<History> {
  const retry = entry(212, 'UR-AAAA', 'retried', hoa, { round: 2, assets: [`oa:${asset}`] });
  return withEntries(
    (each) => each,
    {
      presses: [...clean.presses, press(hoa, 212, 'UR-AAAA', 'retry')],
      calls: [...readings, { ...unlinkCall, approvedBy }],
    },
    (all) => all.flatMap((each) => (each.action === 'started' ? [retry, each] : [each])),
  );
}
