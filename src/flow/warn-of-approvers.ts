import type { Policies, Policy } from '../core/policy.js';
import { readApprovers } from './permission.js';
import type { Ports } from './ports.js';

/** At the start, says in the log where nobody, or too few, could confirm anything. The bot starts all the same: it fails closed. */
export async function warnOfApprovers(
  { base, rules }: Policies,
  ports: Pick<Ports, 'chat' | 'log'>,
): Promise<void> {
  const places: [string, Policy][] = [
    ['policy', base],
    ...rules.map(({ change }, index): [string, Policy] => [`policy.rules.${index}`, { ...base, ...change }]),
  ];
  for (const [place, policy] of places) await warn(place, policy, ports);
}

/** Before anybody has asked, nobody is left out for having asked. */
const noRequester = '';

async function warn(place: string, policy: Policy, ports: Pick<Ports, 'chat' | 'log'>): Promise<void> {
  const { approvers, approvals } = policy;
  if (approvers.length === 0) {
    ports.log.warn('nobody can confirm anything: UNLINK_APPROVERS is empty', { place });
    return;
  }
  try {
    const people = await readApprovers(policy, noRequester, ports);
    if (people.size < approvals)
      ports.log.warn('nothing can be confirmed: fewer people may approve than must', {
        place,
        people: people.size,
        approvals,
      });
  } catch (error) {
    ports.log.warn('a group of approvers cannot be read, so nobody can confirm by being in it', {
      place,
      error: String(error),
    });
  }
}
