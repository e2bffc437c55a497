import { type Policies, type Policy, policyFor } from '../core/request/policy.js';
import { policyPlaces } from '../core/request/policy-places.js';
import { readApprovers } from './permission.js';
import type { Ports } from './ports/ports.js';

/**
 * At startup, warns in the log if nobody, or too few, can confirm anything, for each kind in each channel that rules
 * name. The bot starts anyway: it fails closed.
 */
export async function warnOfApprovers(policies: Policies, ports: Pick<Ports, 'chat' | 'log'>): Promise<void> {
  const warnings = new Map<string, () => Promise<void>>();
  for (const { kind, channel } of policyPlaces(policies.rules)) {
    const policy = policyFor(policies, kind, channel);
    const same = JSON.stringify([policy.approvers, policy.approvals, policy.allowSelfApproval]);
    const place = channel === '' ? kind : `${kind} in ${channel}`;
    if (!warnings.has(same)) warnings.set(same, () => warn(place, policy, ports));
  }
  for (const warning of warnings.values()) await warning();
}

async function warn(place: string, policy: Policy, ports: Pick<Ports, 'chat' | 'log'>): Promise<void> {
  const { approvers, approvals, allowSelfApproval } = policy;
  if (approvers.length === 0) {
    ports.log.warn('approvers.none', 'nobody can confirm anything: UNLINK_APPROVERS is empty', { place });
    return;
  }
  try {
    const people = (await readApprovers(policy, [], ports)).size;
    const facts = { place, people, approvals };
    if (people < approvals)
      ports.log.warn(
        'approvers.too_few',
        'no request can be confirmed: fewer people may approve than the policy asks for',
        facts,
      );
    else if (people === approvals && !allowSelfApproval)
      ports.log.warn(
        'approvers.no_other',
        'an approver’s own request cannot be confirmed: too few others may approve',
        facts,
      );
  } catch (error) {
    ports.log.warn(
      'approvers.unreadable',
      'could not read a group of approvers; its members cannot confirm',
      {
        place,
        error: String(error),
      },
    );
  }
}
