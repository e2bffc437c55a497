import { type Bug, core, flow } from './bug.js';

/** Mistakes between an approval and its outcomes. */
export const bugsInRunning: readonly Bug[] = [
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
    name: 'stop-of-any-run',
    what: 'a Stop that was pressed in one run stops the next',
    patches: [core('request/stop-transition.js', 'if (request.round !== round)', 'if (round === -1)')],
    seed: 1742,
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
];
