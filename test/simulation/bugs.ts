import { type BugName, bugs as chaosBugs } from '../chaos/environment/bugs.js';
import type { Patch } from '../chaos/environment/patch.js';

/** A mistake built into a copy of the product on purpose; the simulation has to find it. */
export interface Bug {
  readonly name: string;
  /** The fault, as people would see it. */
  readonly what: string;
  readonly patches: readonly Patch[];
  /** The search starts at this seed, whose schedule finds the bug. */
  readonly seed: number;
}

const core = (file: string, find: string, put: string): Patch => ({ file: `src/core/${file}`, find, put });
const flow = (file: string, find: string, put: string): Patch => ({ file: `src/flow/${file}`, find, put });
const slack = (file: string, find: string, put: string): Patch => ({
  file: `src/chat/slack/${file}`,
  find,
  put,
});
const store = (file: string, find: string, put: string): Patch => ({ file: `src/store/${file}`, find, put });

/** The chaos run's bugs in core and flow, each with the seed that finds it. */
const ofTheStorm: readonly (readonly [BugName, number])[] = [
  ['no-authorisation', 4],
  ['self-approval', 54],
  ['no-fencing', 186],
  ['blind-repeat', 256],
  ['silent-loser', 4],
  ['stale-card', 6],
  ['no-result', 6],
];

export const bugs: readonly Bug[] = [
  ...ofTheStorm.map(([name, seed]) => ({ name, seed, ...chaosBugs[name] })),
  {
    name: 'press-judged-twice',
    what: 'a press that was told not to count counts when its job is run again',
    patches: [
      flow(
        'decide.js',
        '(await ports.store.verdict(press.press)) ?? (await judge(press, attempt, ports))',
        'await judge(press, attempt, ports)',
      ),
      flow(
        'refuse.js',
        'return store.refuse(id, why, {',
        "return { type: 'refused', why }; store.refuse(id, why, {",
      ),
    ],
    seed: 516,
  },
  {
    name: 'command-judged-twice',
    what: 'a command that was told to be refused is carried out when its job is run again',
    patches: [
      flow('look-up.js', 'await ports.store.verdict(ask.delivery)', 'null'),
      flow(
        'refuse.js',
        'return store.refuse(delivery, why, { at, requestId',
        "return { type: 'refused', why }; store.refuse(delivery, why, { at, requestId",
      ),
    ],
    seed: 7640,
  },
  {
    name: 'dead-card',
    what: 'a card whose one asset is not ticked has neither a box nor Confirm',
    patches: [
      slack('messages/card.js', 'listed.length === 1 && request.chosen.length === 1', 'listed.length === 1'),
    ],
    seed: 14,
  },
  {
    name: 'ticked-unnamed',
    what: 'what is left of a list comes up ticked although nobody named it',
    patches: [
      core(
        'request/asset-list.js',
        '.filter((asset) => sure.includes(asset))',
        '.filter((asset) => assets.length === 1 || sure.includes(asset))',
      ),
    ],
    seed: 68,
  },
  {
    name: 'window-from-the-press',
    what: 'the stop window begins with the press, however late Stop can be seen',
    patches: [flow('judge.js', 'policy.stopWindowMs > 0 ? null : at', 'at + policy.stopWindowMs')],
    seed: 47,
  },
  {
    name: 'one-asset-cannot-be-stopped',
    what: 'a run of one asset offers no Stop while it waits',
    patches: [
      core(
        'request/stop-transition.js',
        'return request.chosen.some(',
        'return request.chosen.length > 1 && request.chosen.some(',
      ),
    ],
    seed: 22,
  },
  {
    name: 'confirmed-for-ever',
    what: 'what was confirmed long ago runs when the ZCA can be reached again',
    patches: [
      core(
        'request/stop-transition.js',
        'return now - Math.max(begins, ...steps) > lifetimeMs',
        'return false',
      ),
    ],
    seed: 2136,
  },
  {
    name: 'left-out-untold',
    what: 'who joined is not told that the run was without their asset',
    patches: [flow('report.js', "await ports.chat.postInThread(request, { type: 'left_out' });", '')],
    seed: 152,
  },
  {
    name: 'cancelled-untold',
    what: 'who joined is not told that who asked first has called it off',
    patches: [flow('show-card.js', ' || request.others.length > 0', '')],
    seed: 289,
  },
  {
    name: 'joined-twice',
    what: 'somebody who asks twice stands twice among those who joined',
    patches: [
      core(
        'request/join-transition.js',
        'request.others.filter((each) => each !== before)',
        'request.others',
      ),
      core('request/join-transition.js', 'before.at >= other.at && isJoinedFor(before, other)', 'false'),
    ],
    seed: 1451,
  },
  {
    name: 'call-never-void',
    what: '“unlinked” is said of what somebody else removed after a call that was refused',
    patches: [
      flow('unlink-call.js', 'error instanceof ZcaError && error.isVoid', 'false'),
      core('request/run-transition.js', 'return outcome === null || !hasDoneNothing(outcome)', 'return true'),
    ],
    seed: 678,
  },
  {
    name: 'refused-at-once',
    what: '“refused” is said while an earlier call without an answer may still be carried out',
    patches: [
      flow(
        'outcome-after-error.js',
        'error instanceof ZcaRefused && !isCalled',
        'error instanceof ZcaRefused',
      ),
      core(
        'request/unlink-transition.js',
        'if (isCalled && deniesCall(seen)',
        'if (false && deniesCall(seen)',
      ),
    ],
    seed: 9916,
  },
  {
    name: 'settled-at-once',
    what: 'nothing is said to be known of a call because the ZCA is busy at the first reading after it',
    patches: [
      flow(
        'settle-by-reading.js',
        'called && passes && at < since + settleTimeoutMs',
        'passes && at < since',
      ),
    ],
    seed: 57,
  },
  {
    name: 'no-reading-after',
    what: 'nothing is said to be known of a call without an answer, and the link is not read',
    patches: [
      flow(
        'settle-by-reading.js',
        'return readUnresolved(asset, request, { ...last, at }, ports);',
        "return { type: 'unknown', at: last.at, tries: last.tries, cause: last.cause };",
      ),
    ],
    seed: 57,
  },
  {
    name: 'retry-names-the-gone',
    what: 'the ZCA is told of an approver who may not approve any more when it is tried again',
    patches: [
      core(
        'request/run-transition.js',
        'new Set([...holding, decision.by])',
        'new Set([...runApproversOf(request), decision.by])',
      ),
      flow('start.js', 'start(current, at, still)', 'start(current, at)'),
    ],
    seed: 7208,
  },
  {
    name: 'stop-of-any-run',
    what: 'a Stop that was pressed in one run stops the next',
    patches: [core('request/stop-transition.js', 'if (request.round !== round)', 'if (round === -1)')],
    seed: 1742,
  },
  {
    name: 'own-clock',
    what: 'each process goes by the clock of its machine',
    patches: [store('redis-clock.js', 'if (best === undefined)\n', 'if (best !== 0)\n')],
    seed: 5,
  },
  {
    name: 'joiner-approves',
    what: 'who joined a request may approve it',
    patches: [
      flow(
        'permission.js',
        'isApproval ? requestersOf(request) : [request.requester]',
        '[request.requester]',
      ),
      flow(
        'still-approving.js',
        'approvalRule(policy, requestersOf(request))',
        'approvalRule(policy, [request.requester])',
      ),
    ],
    seed: 323,
  },
  {
    name: 'retry-without-quorum',
    what: 'one person alone has it tried again where two must approve',
    patches: [
      flow('judge.js', '{ round, needed: policy.approvals, holding }', '{ round, needed: 1, holding }'),
      flow('start.js', 'if (still.length >= needed)', 'if (request.round > 1 || still.length >= needed)'),
    ],
    seed: 702,
  },
  {
    name: 'old-group-at-the-start',
    what: 'who has left the approvers is still believed to be one when the run begins',
    patches: [flow('still-approving.js', 'fresh: true', 'fresh: false')],
    seed: 1002,
  },
  {
    name: 'stranger-forgets-group',
    what: 'the press of somebody outside the group throws away what is known of it',
    patches: [
      slack(
        'outbound/cached-lookups.js',
        'return this.#reading(key).catch(() => found.value)',
        'this.#found.delete(key);\n        return this.#reading(key)',
      ),
    ],
    seed: 1058,
  },
  {
    name: 'lowered-quorum-waits',
    what: 'a request that has its approvals since fewer are asked for waits on',
    patches: [
      core(
        'request/quorum.js',
        'return countableApprovers(request, policy).length >= policy.approvals',
        'return false',
      ),
    ],
    seed: 46,
  },
  {
    name: 'channel-loosens',
    what: 'of two rules the last one counts, so that a channel asks for less than the kind',
    patches: [
      core(
        'request/policy.js',
        'Math.max(...asked.map((policy) => policy.approvals))',
        'asked.at(-1).approvals',
      ),
    ],
    seed: 66,
  },
  {
    name: 'dropped-untold',
    what: 'whose approval was dropped by a tick is not told',
    patches: [flow('show-card.js', 'request.dropped.length > 0', 'false')],
    seed: 501,
  },
  {
    name: 'new-facts-uncounted',
    what: 'an OA that has become verified since it was confirmed is unlinked without its digits',
    patches: [
      core('request/asset-list.js', ' && !saysMore(before, asset)', ''),
      flow('unlink.js', ' || asksMore(policy, asset, before)', ''),
    ],
    seed: 291,
  },
  {
    name: 'tick-then-confirm',
    what: 'Confirm is refused to who has just ticked, until the card is drawn again',
    patches: [
      core(
        'request/decision-transition.js',
        'listRevision >= listSince && listRevision <= request.listRevision',
        'listRevision === request.listRevision',
      ),
    ],
    seed: 188,
  },
  {
    name: 'retrier-joins',
    what: 'who has had it tried again joins it as well, so that somebody has approved what they ask for',
    patches: [core('request/join-transition.js', "'retries' in request ? request.retries : []", '[]')],
    seed: 371,
  },
  {
    name: 'dropped-told-once',
    what: 'whose approval is dropped a second time is not told',
    patches: [slack('messages/thread-message.js', 'request.droppedAt ?? request.listRevision', '0')],
    seed: 44,
  },
  {
    name: 'joined-and-listed',
    what: 'of two runs of one command, one joins another request and the other posts a card',
    patches: [flow('find-assets.js', 'const isOther = ', 'const isOther = false && ')],
    seed: 146_080,
  },
  {
    name: 'untold-outside',
    what: 'where the bot is not in the channel any more, who joined is not told how it ended',
    patches: [
      slack('messages/thread-message.js', 'return requestersOf(request).filter(', 'return [].filter('),
    ],
    seed: 559,
  },
];
