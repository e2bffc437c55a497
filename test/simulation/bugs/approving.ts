import { type Bug, core, flow, slack, store } from './bug.js';

/** Mistakes in whose approval counts, and for how long. */
export const bugsInApproving: readonly Bug[] = [
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
        'idsNow(requestersOf(request), ports)',
        'idsNow([request.requester], ports)',
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
    name: 'own-clock',
    what: 'each process goes by the clock of its machine',
    patches: [store('redis-clock.js', 'if (best === undefined)\n', 'if (best !== 0)\n')],
    seed: 5,
  },
];
