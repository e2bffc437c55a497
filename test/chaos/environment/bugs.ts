import type { Invariant } from '../check/history.js';
import type { Patch } from './patch.js';

/** A bug built into a copy of the bot on purpose; a run has to find it. */
export interface Bug {
  readonly what: string;
  /** It counts as found when one of these is violated. */
  readonly breaks: readonly Invariant[];
  readonly patches: readonly Patch[];
  /** If given, every other process runs a second copy with these patches instead: two releases at once. */
  readonly beside?: readonly Patch[];
}

const flow = (file: string, find: string, put: string): Patch => ({ file: `src/flow/${file}`, find, put });
const store = (file: string, find: string, put: string): Patch => ({ file: `src/store/${file}`, find, put });
const slack = (file: string, find: string, put: string): Patch => ({
  file: `src/chat/slack/${file}`,
  find,
  put,
});

const core = (file: string, find: string, put: string): Patch => ({ file: `src/core/${file}`, find, put });

export const bugs = {
  'no-authorisation': {
    what: 'anybody may decide',
    breaks: [1],
    patches: [flow('judge.js', 'await pressRefusalOf(press, request, policy, ports)', 'null')],
  },
  'self-approval': {
    what: 'who asked may approve',
    breaks: [1],
    patches: [
      {
        file: 'src/core/request/permission.js',
        find: 'requesters.includes(person.id) && !policy.allowSelfApproval',
        put: 'false',
      },
    ],
  },
  'no-compare-and-set': {
    what: 'a change is written whatever the stored revision is',
    breaks: [1, 2, 5, 6],
    patches: [store('transition.lua', "'0') ~= expectedRevision", "'0') == 'never'")],
  },
  'retries-left-on': {
    what: 'the Slack client repeats a post by itself',
    breaks: [3, 4],
    patches: [slack('outbound/web-client.js', 'retries: 0', 'retries: 5, minTimeout: 100, maxTimeout: 300')],
  },
  'no-journal': {
    what: 'a message is posted without asking whether it was posted before',
    breaks: [3, 4],
    patches: [slack('outbound/post-once.js', 'await deps.journal.begin(sending.op, began)', 'null')],
  },
  'no-search': {
    what: 'a post whose answer was lost is posted again without looking for it',
    breaks: [3, 4],
    patches: [slack('outbound/post-once.js', 'await find(sending, since - clockSkewMs, deps)', 'null')],
  },
  'no-fencing': {
    what: 'a call goes out although its request was stopped or has ended since',
    breaks: [1],
    patches: [
      flow(
        'unlink-call.js',
        "if (begun.type !== 'changed')",
        "if (begun.type !== 'changed') return;\nif (false)",
      ),
    ],
  },
  'called-before-noted': {
    what: 'a call goes out while the audit log is still being told of it',
    breaks: [1],
    patches: [
      {
        file: 'src/zca/http-client.js',
        find: 'await order.begin();',
        put: 'void order.begin().catch(() => undefined);',
      },
    ],
  },
  'lock-never-freed': {
    what: 'a request that is over keeps its assets',
    breaks: [3],
    patches: [
      store('transition.lua', "redis.call('DEL', locks[index])", 'local kept = true'),
      store('request-store.js', '!(await this.#isFreed(written))', 'true'),
    ],
  },
  'no-locks': {
    what: 'two open requests may hold the same asset',
    breaks: [6],
    patches: [store('transition.lua', 'if holder and holder ~= id then', 'if false then')],
  },
  'no-reading-after': {
    what: 'success is said without reading the link back',
    breaks: [2],
    patches: [
      flow(
        'unlink-call.js',
        'const after = await ports.zca.read(asset.kind, asset.id, runOf(request))',
        'const after = null',
      ),
    ],
  },
  'blind-repeat': {
    what: 'a call whose answer was lost is made again without reading first',
    breaks: [2],
    patches: [
      flow(
        'unlink.js',
        'const before = await ports.zca.read(asset.kind, asset.id, calledBefore ? runOf(request) : null)',
        'const before = asset',
      ),
    ],
  },
  'acknowledged-before-queued': {
    what: 'Slack is told 200 before the command is in Redis',
    breaks: [3, 5],
    patches: [
      flow('submit.js', 'await ports.jobs.ask(asked)', 'void ports.jobs.ask(asked).catch(() => undefined)'),
    ],
  },
  'delivery-not-recognised': {
    what: 'the same delivery, repeated, is another command',
    breaks: [3],
    patches: [slack('inbound/payloads.js', 'return sha256Of(', 'return sha256Of(Math.random() + ')],
  },
  'silent-loser': {
    what: 'who pressed too late is told nothing',
    breaks: [5],
    patches: [flow('decide.js', 'await tellPresser(press, noteOf(why, request), ports);', '')],
  },
  'stale-card': {
    what: 'the card is not brought up to its end',
    breaks: [4],
    patches: [flow('report.js', 'await showCard(request, ports);', '')],
  },
  'no-result': {
    what: 'a request ends without a result in its thread',
    breaks: [4],
    patches: [flow('report.js', 'await ports.chat.postResult(request);', '')],
  },
  'chain-cut': {
    what: 'an audit entry does not hold the hash of the one before it',
    breaks: [7],
    patches: [store('audit-chain.js', 'keys.hash(head.hash, text)', "keys.hash('', text)")],
  },
  'token-told': {
    what: 'the text of a failure holds the ZCA token',
    breaks: [8],
    patches: [
      {
        file: 'src/zca/failed-call.js',
        find: "error.code ?? 'the connection broke'",
        put: "String(error.config?.headers?.['access_token'])",
      },
    ],
  },
  'refused-and-counted': {
    what: 'who is refused is told so before it is stored, and a job that runs again judges afresh',
    breaks: [3],
    patches: [
      flow(
        'refuse.js',
        'return store.refuse(id, why, {',
        "return ((_id, reason, _entry) => ({ type: 'refused', why: reason }))(id, why, {",
      ),
    ],
  },
  'dead-card': {
    what: 'one asset that nobody has ticked has no box to tick it by',
    breaks: [4],
    patches: [
      slack(
        'messages/card.js',
        '(listed.length === 1 && request.chosen.length === 1)',
        'listed.length === 1',
      ),
    ],
  },
  'window-from-the-press': {
    what: 'the stop window begins when somebody confirms, not when Stop is shown',
    breaks: [1],
    patches: [flow('judge.js', 'policy.stopWindowMs > 0 ? null : at', 'at + policy.stopWindowMs')],
  },
  'waits-without-stop': {
    what: 'what was confirmed and waits can be stopped within its window only',
    breaks: [1],
    patches: [
      core(
        'request/stop-transition.js',
        "if (request.status === 'approved')\n        return true;",
        "if (request.status === 'approved')\n        return (request.startsAt ?? 0) > Date.now();",
      ),
    ],
  },
  'joiner-forgotten': {
    what: 'who joined a request is not told that the first requester called it off',
    breaks: [4],
    patches: [
      flow(
        'show-card.js',
        'request.decision.by !== request.requester || request.others.length > 0',
        'request.decision.by !== request.requester',
      ),
    ],
  },
  'unlinked-by-others': {
    what: 'a call that was refused still counts as having unlinked what is found gone later',
    breaks: [2],
    patches: [
      core('request/unlink-transition.js', 'if (!isNoted && request.revision >= revision)', 'if (true)'),
      core('request/run-transition.js', 'outcome === null || !hasDoneNothing(outcome)', 'true'),
    ],
  },
  'gives-up-reading': {
    what: 'one busy answer to the reading that is to settle a call ends it as not known',
    breaks: [2],
    patches: [flow('settle-by-reading.js', 'called && passes && at < since + settleTimeoutMs', 'false')],
  },
  'fields-thrown-away': {
    what: 'an older release throws away a field of the record that it does not know',
    breaks: [1],
    patches: [],
    beside: [
      store(
        'read-record.js',
        'return read.data;',
        '{ const { carriedBy: _, ...known } = read.data; return known; }',
      ),
    ],
  },
  'own-clocks': {
    what: 'each process goes by the clock of its machine',
    breaks: [3],
    patches: [{ file: 'src/ops/process-time.js', find: 'Date.now = now;', put: 'void now;' }],
  },
  'joiner-approves': {
    what: 'who joined a request may approve it',
    breaks: [1],
    patches: [
      flow(
        'permission.js',
        'isApproval ? requestersOf(request) : [request.requester]',
        '[request.requester]',
      ),
    ],
  },
  'retry-by-who-left': {
    what: 'a retry is carried by all who ever confirmed, whether they may still approve or not',
    breaks: [1],
    patches: [core('request/run-approvers.js', 'carriedBy ??', '')],
  },
  'confirmed-by-who-left': {
    what: 'a run begins for an approver who is in the group only as it was remembered',
    breaks: [1],
    patches: [flow('still-approving.js', '{ fresh: true }', '{}')],
  },
  'another-name': {
    what: 'an asset with another name than the card showed is unlinked all the same',
    breaks: [1],
    patches: [core('asset/asset.js', 'a.name === b.name &&', '')],
  },
  'elsewhere-let-in': {
    what: 'a delivery of another workspace is taken for one of this',
    breaks: [3],
    patches: [slack('inbound/installation.js', 'return itsTeam === team ||', 'return true ||')],
  },
  'guests-may-ask': {
    what: 'guests and people of other companies may ask without being named',
    breaks: [10],
    patches: [core('request/permission.js', 'person.isOutsider && !isNamed', 'false')],
  },
  'no-budgets': {
    what: 'one person may press and ask as often as they like',
    breaks: [10],
    patches: [flow('over-budget.js', "counted.type === 'within'", 'counted')],
  },
  'refusals-without-end': {
    what: 'every refused press has an audit entry',
    breaks: [10],
    patches: [store('refusals.js', 'isNoted === 0', 'false')],
  },
} as const satisfies { readonly [name: string]: Bug };

export type BugName = keyof typeof bugs;
export const bugNames = Object.keys(bugs) as [BugName, ...BugName[]];
