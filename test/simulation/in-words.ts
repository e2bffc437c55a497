import type { Asset } from '../../src/core/asset/asset.js';
import type { Policies } from '../../src/core/request/policy.js';
import type { Event, Scenario } from './scenario.js';

/** The initial state of a schedule, as lines. */
export function beginningInWords({ linked, groups, policies, clocks }: Scenario): string[] {
  const members = Object.entries(groups).map(([group, people]) => `In ${group}: ${people.join(', ')}.`);
  const ahead = clocks.map((ms) => `${ms / 1_000} s`);
  return [
    `  Linked: ${linked.map(inWords).join('; ')}.`,
    `  ${policyInWords(policies)} ${members.join(' ')}`,
    ...(clocks.some((ms) => ms !== 0) ? [`  The machines’ clocks are ahead by ${ahead.join(', ')}.`] : []),
  ];
}

function policyInWords({ base, rules }: Policies): string {
  const { approvers, approvals, stopWindowMs, allowSelfApproval, protectedAssets, heavy } = base;
  return [
    `${approvals} of ${approvers.join(', ')} must approve`,
    `the stop window is ${stopWindowMs / 1_000} s`,
    ...(allowSelfApproval ? ['who asks may approve'] : []),
    ...protectedAssets.map(({ id }) => `${id} is protected`),
    ...(heavy.verified ? ['of what is verified the digits are typed'] : []),
    ...rules.map((rule) => `rule ${JSON.stringify(rule)}`),
  ]
    .join('; ')
    .concat('.');
}

function inWords({ id, name, verified }: Asset): string {
  return `${id} “${name}”${verified === true ? ' (verified)' : ''}`;
}

const outages = {
  zca_busy: 'the ZCA is busy',
  zca_log_in: 'the ZCA waits for a log-in',
  zca_silent: 'the ZCA answers no unlink',
  groups: 'nobody can read who is in a group',
} as const;

/** An event around the bot. */
export function eventInWords(event: Event): string {
  switch (event.type) {
    case 'unlinked_by_hand':
      return `somebody unlinks ${event.id} by hand`;
    case 'linked':
      return `somebody links ${inWords(event.asset)}`;
    case 'unpaid':
      return `charges of ${event.id} are not paid: the ZCA will refuse`;
    case 'leaves':
      return `${event.person} leaves ${event.group}`;
    case 'enters':
      return `${event.person} enters ${event.group}`;
    case 'policy':
      return `the bot gets another policy: ${policyInWords(event.policies)}`;
    case 'bot_leaves':
      return 'somebody takes the bot out of the channel';
    case 'outage':
      return `for ${event.forMs / 1_000} s, ${outages[event.of]}`;
  }
}
