import { describe, expect, it } from 'vitest';
import type { DeliveryRecord } from '../../../sandbox/slack/delivery/post-office.js';
import { lettersOf } from './interactions.js';

describe('the record of people’s actions, from Slack’s deliveries,', () => {
  it('leaves out a press in another workspace with the same app', () => {
    const { presses } = lettersOf([pressIn('T0OURS'), pressIn('T0OTHER')], 'T0OURS');
    expect(presses).toEqual([
      expect.objectContaining({ user: 'U0MINH', action: 'approve', requestId: 'UR-AAAA', shown: 'Unlink?' }),
    ]);
  });

  it('finds the request of a box, which has no value, by its block', () => {
    const { presses } = lettersOf([pressIn('T0OURS', { action_id: 'choose', value: undefined })], 'T0OURS');
    expect(presses).toEqual([expect.objectContaining({ action: 'choose', requestId: 'UR-AAAA' })]);
  });
});

function pressIn(team: string, change: Record<string, unknown> = {}): DeliveryRecord {
  const action = { action_id: 'approve', block_id: 'decide/UR-AAAA/1', value: 'UR-AAAA', ...change };
  return {
    ...{ kind: 'interactive', via: 'http', at: 1, retryNum: 0 },
    body: {
      ...{ trigger_id: `1.${team}`, user: { id: 'U0MINH' }, message: { team, text: 'Unlink?' } },
      actions: [action],
    },
  };
}
