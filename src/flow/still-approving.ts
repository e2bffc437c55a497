import type { Policy } from '../core/request/policy.js';
import { type CardRequest, isFinished, requestersOf } from '../core/request/request.js';
import { runApproversOf } from '../core/request/run-approvers.js';
import { approvalRule, decisionRefusalOf, idsNow } from './permission.js';
import type { Ports } from './ports/ports.js';

/**
 * Those of `people` who may approve the request now, with groups and people read fresh.
 * @throws {Unreadable}
 */
export async function stillApproving(
  people: readonly string[],
  request: CardRequest,
  policy: Policy,
  ports: Pick<Ports, 'chat'>,
): Promise<readonly string[]> {
  const rule = approvalRule(policy, await idsNow(requestersOf(request), ports));
  const still: string[] = [];
  for (const by of people) {
    const refusal = await decisionRefusalOf(by, rule, ports, { fresh: true });
    if (refusal === null) still.push(by);
  }
  return still;
}

/**
 * Those who carried a finished run and may still approve; empty without a finished run.
 * @throws {Unreadable}
 */
export async function holdingForRetry(
  request: CardRequest,
  policy: Policy,
  ports: Pick<Ports, 'chat'>,
): Promise<readonly string[]> {
  return isFinished(request) ? stillApproving(runApproversOf(request), request, policy, ports) : [];
}
