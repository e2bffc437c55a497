import { isManualTaskPress, type Press } from '../core/command/submitted-command.js';
import type { Refusal } from '../core/messages/verdict.js';
import { areVerified, assetsToVerifyFor } from '../core/request/asset-rules.js';
import { replaceList } from '../core/request/back-to-pending.js';
import { sawWhatIsChosen } from '../core/request/decision-transition.js';
import type { LogInPause } from '../core/request/outcome.js';
import { policyFor } from '../core/request/policy.js';
import type { CardRequest } from '../core/request/request.js';
import { invalidState } from '../core/request/transition.js';
import { changedSinceShown } from './changed-since-shown.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';

/** The time an approval waits for a busy ZCA before the approver is told that it did not count. */
const busyTimeoutMs = 60_000;

/**
 * Checks before an approval counts that the digits were typed correctly and that the ZCA still shows the list on the
 * card; if not, the card gets the new list. Returns a refusal for the approver; null if all is well.
 */
export async function confirmList(
  press: Press,
  request: CardRequest,
  attempt: Attempt,
  ports: Ports,
): Promise<Refusal | null> {
  if (isManualTaskPress(press)) return null;
  const { action } = press;
  // The transition answers clicks on an outdated card or a request that is over.
  if (action.type !== 'approve' || request.status !== 'pending') return null;
  if (!sawWhatIsChosen(request, press) || press.pressedAt >= request.expiresAt) return null;
  const policy = policyFor(ports.policies, request.kind, request.channel);
  if (!areVerified(assetsToVerifyFor(policy, request), action.typed)) return { type: 'wrong_digits' };
  const tellPause = (why: LogInPause) =>
    ports.chat.tell(
      `waits-${press.press}`,
      { user: press.user, place: press.place },
      { type: 'press_waits', why },
    );
  const waitBudget = { attempt, waitedMs: attempt.ageMs, busyTimeoutMs, tellPause };
  const read = await changedSinceShown(request, policy, waitBudget, ports);
  if ('failure' in read) return { type: 'list_unreadable', cause: read.failure };
  const { changed } = read;
  if (changed === null) return null;
  const at = ports.now();
  const seen = request.listRevision;
  const change = await ports.store.change(request.id, (current) =>
    current.status === 'pending' && current.listRevision === seen
      ? replaceList(current, changed, at, at + policy.lifetimeMs)
      : invalidState(current),
  );
  const { changes } = changed;
  if (change.type === 'changed' && change.request.status === 'cancelled')
    return { type: 'nothing_left', changes };
  if (change.type === 'changed' && change.request.status === 'pending')
    await ports.jobs.watch(change.request, policy.remindersMs);
  return { type: 'list_changed', changes };
}
