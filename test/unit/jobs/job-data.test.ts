import { describe, expect, it } from 'vitest';
import type { CardPress, ManualTaskPress, Press } from '../../../src/core/command/submitted-command.js';
import { dataVersion, jobData, toStored } from '../../../src/jobs/job-data.js';
import { approver, askedAt } from '../../fixtures/requests.js';

const pressed = {
  press: 'e'.repeat(64),
  requestId: 'UR-7K2M',
  user: approver,
  place: { channel: 'C0ZCAOPS01', thread: null },
  pressedAt: askedAt,
};
const approval: CardPress = {
  ...pressed,
  action: { type: 'approve', typed: { '101': '0101' } },
  ticked: ['101'],
  listRevision: 3,
  round: 0,
};
const claim: ManualTaskPress = { ...pressed, action: { type: 'take_work' }, turn: 4, round: 2 };
/** A claim as older versions wrote it, when every press had a list revision. */
const storedClaim = { ...pressed, action: { type: 'take_work' }, ticked: null, listRevision: 4, round: 2 };

describe('a press in the queue', () => {
  it('keeps the form that older workers read', () => {
    expect([approval, claim].map(toStored)).toEqual([approval, storedClaim]);
  });

  it.each<[string, Press]>([
    ['on a card', approval],
    ['on manual work', claim],
    ['on an asset of manual work', { ...claim, action: { type: 'work_failed', id: '101', reason: null } }],
  ])('is read unchanged, %s', (_, given) => {
    const data: unknown = JSON.parse(JSON.stringify({ version: dataVersion, press: toStored(given) }));
    expect(jobData.press.parse(data).press).toEqual(given);
  });

  it.each([2, 3])('is read, for an operator and in version %i, with the task’s revision', (version) => {
    expect(jobData.press.parse({ version, press: storedClaim }).press).toEqual(claim);
  });
});
