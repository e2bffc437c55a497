import { clockErrorMs } from './clock-error.js';
import { grouped } from './grouped.js';
import type { AuditLine, History, Violation } from './history.js';
import { type Story, storiesOf, textsIn } from './timelines.js';

/**
 * Invariant 1. Slack's own record of each press, and of what the card then showed, decides; the audit log
 * must agree, and must announce each call before it is sent.
 */
export function approvalViolations(history: History): Violation[] {
  const stories = storiesOf(history);
  const presses = grouped(history.presses, ({ requestId }) => requestId);
  const calls = history.calls.flatMap((call) => {
    if (call.operation !== 'unlink') return [];
    const story = stories.get(call.requestId ?? '');
    const what = (problem: string) => `${call.requestId}, ${call.id}: ${problem}`;
    if (story === undefined)
      return [broken(what('an unlink call for a request the audit log does not know'))];
    const { approvers, left, renamed } = history;
    const own = { approvers, left, renamed, presses: presses.get(story.id) ?? [] };
    return problemsOf(call, story, own).map((problem) => broken(what(problem)));
  });
  return [...calls, ...strangersIn(stories, history.approvers)];
}

const approvals = ['approval_given', 'approved', 'retried'];

/** A recorded approval counts here, though a later check may keep it from leading to a call. */
function strangersIn(stories: ReadonlyMap<string, Story>, approvers: ReadonlySet<string>): Violation[] {
  return [...stories.values()].flatMap(({ id, requesters, lines }) =>
    lines
      .filter(({ action, actor }) => approvals.includes(action) && !mayApprove(actor, requesters, approvers))
      .map(({ action, actor }) => broken(`${id}: “${action}” by ${actor}, who may not approve`)),
  );
}

function mayApprove(user: string, requesters: readonly string[], approvers: ReadonlySet<string>): boolean {
  return approvers.has(user) && !requesters.includes(user);
}

/** A retry is an approval too. */
const approvingPresses = ['approve', 'retry'];

/** `presses` are those on the cards of this story's request. */
function problemsOf(
  call: History['calls'][number],
  story: Story,
  { approvers, left, renamed, presses }: Pick<History, 'approvers' | 'left' | 'renamed' | 'presses'>,
): string[] {
  const isAllowed = (user: string) => mayApprove(user, story.requesters, approvers);
  const hasPressed = (by: string) =>
    presses.some(
      ({ user, action, at, shown }) =>
        user === by && approvingPresses.includes(action) && at <= call.at && shown.includes(call.id),
    );
  const now = renamed.get(call.id);
  // The bot reads an asset just before it calls for it, so it knows a name that is older than that.
  const isAsShown =
    now === undefined ||
    now.at > call.at - readBeforeMs ||
    presses.some(({ shown }) => shown.includes(now.name));
  const isApproved = call.approvedBy.length > 0 && call.approvedBy.every((by) => hasPressed(by));
  const { lines } = story;
  const recorded = lines.some(
    ({ action, actor, details }) =>
      action === 'approved' &&
      isAllowed(actor) &&
      textsIn(details['assets']).some((key) => key.endsWith(`:${call.id}`)),
  );
  const begun = lines.findLast(
    ({ action, at, details }) =>
      action === 'unlink_called' &&
      at <= call.at + clockErrorMs &&
      String(details['asset']).endsWith(`:${call.id}`),
  );
  return [
    ...(isApproved ? [] : ['called for somebody who had not pressed “confirm” on a card that showed it']),
    ...(isAsShown ? [] : [`called for “${now?.name}”, a name that nobody had pressed on`]),
    ...(recorded ? [] : ['called without a recorded approval by somebody allowed']),
    ...(begun !== undefined ? [] : ['called before the audit log said so']),
    ...(call.approvedBy.every(isAllowed) ? [] : ['the ZCA was told of an approver who may not approve']),
    ...carrierProblems(call, begun, story, left),
    ...(story.dryRun ? ['called in a dry run'] : []),
    ...(begunAfterStop(story, call.id) ? ['begun after it had been stopped'] : []),
  ];
}

/** An approver who left so shortly before the retry may still be in the group as the bot last read it. */
const justReadMs = 8_000;

/** A call follows its reading within this time. */
const readBeforeMs = 5_000;

/**
 * A run rests on those who might approve when it began; a retry on its presser too. The group is read fresh at a run's
 * start.
 */
function carrierProblems(
  { approvedBy }: History['calls'][number],
  begun: AuditLine | undefined,
  { lines }: Story,
  left: History['left'],
): string[] {
  const retried = lines.findLast(
    ({ action, sequence }) => action === 'retried' && begun !== undefined && sequence < begun.sequence,
  );
  const began = retried ?? lines.find(({ action }) => action === 'started');
  if (began === undefined) return [];
  const gone = approvedBy.filter((by) => (left.get(by) ?? Number.POSITIVE_INFINITY) < began.at - justReadMs);
  return [
    ...(retried === undefined || approvedBy.includes(retried.actor)
      ? []
      : ['the ZCA was not told of who retried it']),
    ...(gone.length === 0
      ? []
      : [`the ZCA was told of ${gone.join(', ')}, who had left before the run began`]),
  ];
}

function begunAfterStop({ lines }: Story, id: string): boolean {
  let stopped = false;
  let called = false;
  for (const { action, details } of lines) {
    if (action === 'stopped') stopped = true;
    if (action === 'retried' || action === 'approved') stopped = false;
    if (action !== 'unlink_called' || !String(details['asset']).endsWith(`:${id}`)) continue;
    if (stopped && !called) return true;
    called = true;
  }
  return false;
}

function broken(what: string): Violation {
  return { invariant: 1, what, mayHeal: false };
}
