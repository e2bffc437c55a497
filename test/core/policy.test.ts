import { describe, expect, it } from 'vitest';
import { isGroup, mayApprove, mayAsk, mayCancel, type Policy } from '../../src/core/policy.js';

const group = 'S0APPROVE1';
const inGroup = 'U0MEMBER01';
const byName = 'U0NAMED001';
const stranger = 'U0STRANGER';
const asker = 'U0ASKER001';
const member = (id: string, person: string) => id === group && person === inGroup;

function policy(change: Partial<Policy> = {}): Policy {
  return { approvers: [group, byName], requesters: [], channels: [], allowSelfApproval: false, ...change };
}

describe('asking', () => {
  it('is open to everyone in any channel when nothing is listed', () => {
    expect(mayAsk(policy(), stranger, 'C1', member)).toBeNull();
  });

  it('is refused outside the listed channels', () => {
    expect(mayAsk(policy({ channels: ['C1'] }), asker, 'C2', member)).toBe('channel_not_allowed');
  });

  it('is allowed in a listed channel', () => {
    expect(mayAsk(policy({ channels: ['C1'] }), asker, 'C1', member)).toBeNull();
  });

  it('is refused to a person who is not among the listed requesters', () => {
    expect(mayAsk(policy({ requesters: [asker] }), stranger, 'C1', member)).toBe('not_a_requester');
  });

  it('is allowed to a member of a listed group', () => {
    expect(mayAsk(policy({ requesters: [group] }), inGroup, 'C1', member)).toBeNull();
  });
});

describe('approving', () => {
  it('is refused to everybody when no approvers are listed', () => {
    expect(mayApprove(policy({ approvers: [] }), byName, asker, () => true)).toBe('no_approvers');
  });

  it('is allowed to a listed person', () => {
    expect(mayApprove(policy(), byName, asker, member)).toBeNull();
  });

  it('is allowed to a member of a listed group', () => {
    expect(mayApprove(policy(), inGroup, asker, member)).toBeNull();
  });

  it('is refused to a person outside the group', () => {
    expect(mayApprove(policy(), stranger, asker, member)).toBe('not_an_approver');
  });

  it('asks about membership only for groups', () => {
    const asked: string[] = [];
    mayApprove(policy(), stranger, asker, (id) => {
      asked.push(id);
      return false;
    });
    expect(asked).toEqual([group]);
  });

  it('of one’s own request is refused to an approver', () => {
    expect(mayApprove(policy(), byName, byName, member)).toBe('own_request');
  });

  it('of one’s own request is allowed to an approver where the policy says so', () => {
    expect(mayApprove(policy({ allowSelfApproval: true }), byName, byName, member)).toBeNull();
  });

  it('of one’s own request stays refused to somebody who is no approver', () => {
    expect(mayApprove(policy({ allowSelfApproval: true }), asker, asker, member)).toBe('not_an_approver');
  });
});

describe('cancelling', () => {
  it('is allowed to the requester, approver or not', () => {
    expect(mayCancel(policy(), asker, asker, member)).toBeNull();
  });

  it('is allowed to the requester when nobody can approve', () => {
    expect(mayCancel(policy({ approvers: [] }), asker, asker, member)).toBeNull();
  });

  it('is allowed to an approver', () => {
    expect(mayCancel(policy(), inGroup, asker, member)).toBeNull();
  });

  it('is refused to anybody else', () => {
    expect(mayCancel(policy(), stranger, asker, member)).toBe('not_an_approver');
  });
});

it('tells user groups from people by their ids', () => {
  expect([group, byName, 'W0ENTERPRI'].map(isGroup)).toEqual([true, false, false]);
});
