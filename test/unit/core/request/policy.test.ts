import { describe, expect, it } from 'vitest';
import {
  asksMore,
  assetsToVerify,
  lastDigits,
  protectionOf,
} from '../../../../src/core/request/asset-rules.js';
import {
  approversIn,
  isGroup,
  mayApprove,
  mayAsk,
  mayCancel,
  type Person,
} from '../../../../src/core/request/permission.js';
import { type Policy, policyFor } from '../../../../src/core/request/policy.js';
import { asset, policy as onePolicy } from '../../../fixtures/requests.js';

const group = 'S0APPROVE1';
const inGroup = insider('U0MEMBER01');
const byName = insider('U0NAMED001');
const stranger = insider('U0STRANGER');
const asker = insider('U0ASKER001');
const member = (id: string, person: string) => id === group && person === inGroup.id;

function insider(id: string): Person {
  return { id, isOutsider: false };
}

function outsider({ id }: Person): Person {
  return { id, isOutsider: true };
}

function policy(change: Partial<Policy> = {}): Policy {
  return onePolicy({ approvers: [group, byName.id], ...change });
}

describe('permission to ask', () => {
  it('is open to the whole company in any channel when nothing is listed', () => {
    expect(mayAsk(policy(), stranger, 'C1', member)).toBeNull();
  });

  it('is refused outside the listed channels', () => {
    expect(mayAsk(policy({ channels: ['C1'] }), asker, 'C2', member)).toBe('channel_not_allowed');
  });

  it('is given in a listed channel', () => {
    expect(mayAsk(policy({ channels: ['C1'] }), asker, 'C1', member)).toBeNull();
  });

  it('is refused to anybody missing from the listed requesters', () => {
    expect(mayAsk(policy({ requesters: [asker.id] }), stranger, 'C1', member)).toBe('not_a_requester');
  });

  it('is refused to an outsider, even one in a listed group, who is not listed by id', () => {
    expect(mayAsk(policy(), outsider(stranger), 'C1', member)).toBe('outsider');
    expect(mayAsk(policy({ requesters: [group] }), outsider(inGroup), 'C1', member)).toBe('outsider');
    expect(mayAsk(policy({ requesters: [asker.id] }), outsider(asker), 'C1', member)).toBeNull();
    expect(mayAsk(policy(), outsider(byName), 'C1', member)).toBeNull();
  });

  it('is given to a member of a listed group', () => {
    expect(mayAsk(policy({ requesters: [group] }), inGroup, 'C1', member)).toBeNull();
  });
});

describe('permission to approve', () => {
  it('is refused to everybody when no approvers are listed', () => {
    expect(mayApprove(policy({ approvers: [] }), byName, [asker.id], () => true)).toBe('no_approvers');
  });

  it('is given to a listed person', () => {
    expect(mayApprove(policy(), byName, [asker.id], member)).toBeNull();
  });

  it('is given to a member of a listed group', () => {
    expect(mayApprove(policy(), inGroup, [asker.id], member)).toBeNull();
  });

  it('is refused to a person outside the group', () => {
    expect(mayApprove(policy(), stranger, [asker.id], member)).toBe('not_an_approver');
  });

  it('depends on membership only for groups', () => {
    const asked: string[] = [];
    mayApprove(policy(), stranger, [asker.id], (id) => {
      asked.push(id);
      return false;
    });
    expect(asked).toEqual([group]);
  });

  it('is refused to an approver for a request of their own', () => {
    expect(mayApprove(policy(), byName, [byName.id], member)).toBe('own_request');
  });

  it('is refused to an approver for a request they joined, and does not count them among its possible approvers', () => {
    const asked = [asker.id, byName.id];
    expect(mayApprove(policy(), byName, asked, member)).toBe('own_request');
    expect(approversIn(policy(), asked, () => asked).size).toBe(0);
  });

  it('is given to an approver for a request of their own where the policy says so', () => {
    expect(mayApprove(policy({ allowSelfApproval: true }), byName, [byName.id], member)).toBeNull();
  });

  it('is refused to anybody else for a request of their own even then', () => {
    expect(mayApprove(policy({ allowSelfApproval: true }), asker, [asker.id], member)).toBe(
      'not_an_approver',
    );
  });

  it('is refused to an outsider listed only through a group', () => {
    expect(mayApprove(policy(), outsider(inGroup), [asker.id], member)).toBe('outsider');
  });

  it('is given to an outsider listed by id', () => {
    expect(mayApprove(policy(), outsider(byName), [asker.id], member)).toBeNull();
  });

  it('is given to an outsider listed by id and through a group', () => {
    expect(mayApprove(policy(), outsider(byName), [asker.id], () => true)).toBeNull();
  });

  it('is refused, as to anybody, to an outsider neither listed nor in a group', () => {
    expect(mayApprove(policy(), outsider(stranger), [asker.id], member)).toBe('not_an_approver');
  });

  it('is refused to an outsider for their own request because they are an outsider', () => {
    expect(mayApprove(policy(), outsider(inGroup), [inGroup.id], member)).toBe('outsider');
  });
});

describe('permission to cancel', () => {
  it('is given to the requester, approver or not', () => {
    expect(mayCancel(policy(), asker, [asker.id], member)).toBeNull();
  });

  it('is given to the requester when nobody can approve', () => {
    expect(mayCancel(policy({ approvers: [] }), asker, [asker.id], member)).toBeNull();
  });

  it('is given to an approver', () => {
    expect(mayCancel(policy(), inGroup, [asker.id], member)).toBeNull();
  });

  it('is refused to an outsider listed only through a group', () => {
    expect(mayCancel(policy(), outsider(inGroup), [asker.id], member)).toBe('outsider');
  });

  it('is given to an outsider who asked', () => {
    expect(mayCancel(policy(), outsider(asker), [asker.id], member)).toBeNull();
  });

  it('is refused to anybody else', () => {
    expect(mayCancel(policy(), stranger, [asker.id], member)).toBe('not_an_approver');
  });
});

it('user groups differ from people by their ids', () => {
  expect([group, byName.id, 'W0ENTERPRI'].map(isGroup)).toEqual([true, false, false]);
});

describe('the policy for a request', () => {
  const base = policy({ approvals: 1, mostAssets: 20 });
  const forOa = { kind: 'oa', change: { approvals: 2 } } as const;
  const forChannel = { channel: 'C0OTHER001', change: { approvals: 3 } } as const;

  it('is the base policy where no rule fits', () => {
    expect(policyFor({ base, rules: [forOa, forChannel] }, 'app', 'C0ZCAOPS01')).toEqual(base);
  });

  it('has the changes of a rule for its kind, and else the base policy', () => {
    expect(policyFor({ base, rules: [forOa] }, 'oa', 'C0ZCAOPS01')).toEqual({ ...base, approvals: 2 });
  });

  it('has the changes of a rule for its channel', () => {
    expect(policyFor({ base, rules: [forChannel] }, 'app', 'C0OTHER001').approvals).toBe(3);
  });

  it.each([
    ['approvals', { approvals: 2 }, { approvals: 1 }, { approvals: 2 }],
    ['a reason', { reasonRequired: true }, { reasonRequired: false }, { reasonRequired: true }],
    ['the number of assets', { mostAssets: 5 }, { mostAssets: 9 }, { mostAssets: 5 }],
    ['the stop window', { stopWindowMs: 9_000 }, { stopWindowMs: 0 }, { stopWindowMs: 9_000 }],
    ['the life', { lifetimeMs: 60_000 }, { lifetimeMs: 90_000 }, { lifetimeMs: 60_000 }],
    ['reminders', { remindersMs: [9, 5] }, { remindersMs: [7, 5] }, { remindersMs: [9, 7, 5] }],
    ['approvers', { approvers: ['U1', 'U2'] }, { approvers: ['U2', 'U3'] }, { approvers: ['U2'] }],
    ['requesters', { requesters: ['U1'] }, { requesters: [] }, { requesters: ['U1'] }],
    [
      'heavy assets',
      { heavy: { verified: true, names: ['a'], moreThan: 3 } },
      { heavy: { verified: false, names: ['b'], moreThan: null } },
      { heavy: { verified: true, names: ['a', 'b'], moreThan: 3 } },
    ],
  ] as const)(
    'combines, for %s, the stricter settings of two rules, in either order',
    (_, one, other, strictest) => {
      const rules = [
        { kind: 'oa', change: one },
        { channel: 'C0OTHER001', change: other },
      ] as const;
      for (const each of [rules, rules.toReversed()]) {
        const found = policyFor({ base, rules: each }, 'oa', 'C0OTHER001');
        expect({ ...found, heavy: sorted(found.heavy) }).toMatchObject(strictest);
      }
    },
  );

  it('lets requesters approve only where every matching rule does', () => {
    const own = { channel: 'C0OTHER001', change: { allowSelfApproval: true } };
    expect(policyFor({ base, rules: [own] }, 'app', 'C0OTHER001').allowSelfApproval).toBe(true);
    // The rule for OAs leaves this open, so the base policy's value holds.
    expect(policyFor({ base, rules: [forOa, own] }, 'oa', 'C0OTHER001').allowSelfApproval).toBe(false);
  });

  it('protects the assets of the base policy and of every matching rule', () => {
    const protectedBy = (id: string) => ({ id, message: 'm' });
    const [first, second, third] = [protectedBy('1'), protectedBy('2'), protectedBy('3')];
    const rules = [
      { kind: 'oa', change: { protectedAssets: [second] } },
      { channel: 'C0OTHER001', change: { protectedAssets: [third] } },
    ] as const;
    const all = { ...base, protectedAssets: [first] };
    expect(policyFor({ base: all, rules }, 'oa', 'C0OTHER001').protectedAssets).toEqual([
      first,
      second,
      third,
    ]);
    expect(policyFor({ base: all, rules }, 'app', 'C0ZCAOPS01').protectedAssets).toEqual([first]);
  });

  it('combines two matching rules that change different settings', () => {
    const most = { channel: 'C0OTHER001', change: { mostAssets: 5 } };
    expect(policyFor({ base, rules: [forOa, most] }, 'oa', 'C0OTHER001')).toMatchObject({
      approvals: 2,
      mostAssets: 5,
    });
  });

  it.each([
    ['oa', 'C0OTHER001', 4],
    ['oa', 'C0ZCAOPS01', 1],
    ['app', 'C0OTHER001', 1],
  ] as const)(
    'follows, for %s in %s, a rule for a kind in a channel only where both match',
    (kind, channel, approvals) => {
      const both = { kind: 'oa', channel: 'C0OTHER001', change: { approvals: 4 } } as const;
      expect(policyFor({ base, rules: [both] }, kind, channel).approvals).toBe(approvals);
    },
  );
});

describe('the possible approvers', () => {
  const membersOf = () => [inGroup.id, asker.id, byName.id];

  it('are the listed people and the members of the groups, each once and without the requester', () => {
    expect([...approversIn(policy(), [asker.id], membersOf)].sort()).toEqual([inGroup.id, byName.id].sort());
  });

  it('include the requester where the policy says so', () => {
    expect(approversIn(policy({ allowSelfApproval: true }), [asker.id], membersOf)).toContain(asker.id);
  });

  it('are nobody when no approvers are listed', () => {
    expect(approversIn(policy({ approvers: [] }), [asker.id], membersOf).size).toBe(0);
  });

  it('are too few for a quorum that only the requester would fill', () => {
    const two = policy({ approvers: [byName.id, asker.id], approvals: 2 });
    expect(approversIn(two, [asker.id], membersOf).size).toBeLessThan(two.approvals);
  });
});

describe('a protected asset', () => {
  const main = asset('101', 'Công ty Mộc Miên – Đại lý chính');
  const guarded = (...rules: Policy['protectedAssets']) => policy({ protectedAssets: rules });

  it.each([
    ['its id', { id: '101', message: 'm' }],
    ['words of its name, without case and diacritics', { name: 'dai ly MOC mien', message: 'm' }],
    ['its kind and its id', { kind: 'oa', id: '101', message: 'm' }],
  ] as const)('is recognised by %s', (_, rule) => {
    expect(protectionOf(guarded(rule), main)).toBe('m');
  });

  it.each([
    ['has another id', { id: '10', message: 'm' }],
    ['is of another kind', { kind: 'app', id: '101', message: 'm' }],
    ['lacks one of the words', { name: 'moc lan', message: 'm' }],
    ['has the words and not the id', { id: '102', name: 'moc mien', message: 'm' }],
  ] as const)('is not an asset that %s', (_, rule) => {
    expect(protectionOf(guarded(rule), main)).toBeNull();
  });

  it('gets the message of the first matching rule', () => {
    const rules = [
      { id: '202', message: 'other' },
      { name: 'moc', message: 'first' },
      { id: '101', message: 'second' },
    ];
    expect(protectionOf(guarded(...rules), main)).toBe('first');
  });
});

describe('the assets whose digits an approver types', () => {
  const plain = asset('100001', 'Cà phê');
  const verified = { ...asset('200002', 'Trà'), verified: true };
  const heavy = (change: Partial<Policy['heavy']>) =>
    policy({ heavy: { verified: false, names: [], moreThan: null, ...change } });
  const shops = (count: number) =>
    Array.from({ length: count }, (_, index) => asset(String(1_000 + index), 'Shop'));

  it('are none where no asset is heavy', () => {
    expect(assetsToVerify(heavy({}), [plain, verified])).toEqual([]);
  });

  it('are the verified ones where verified assets are heavy', () => {
    expect(assetsToVerify(heavy({ verified: true }), [plain, verified])).toEqual([verified]);
  });

  it('are those with every word of a heavy name', () => {
    expect(assetsToVerify(heavy({ names: ['nothing', 'PHE ca'] }), [plain, verified])).toEqual([plain]);
  });

  it.each([
    [5, 0],
    [6, 1],
  ])('are, with %i chosen, %i where more than five at once are heavy', (count, typed) => {
    expect(assetsToVerify(heavy({ moreThan: 5 }), shops(count))).toEqual(shops(count).slice(0, typed));
  });

  it('are only the heavy ones, even when there are also too many assets', () => {
    const all = [...shops(9), verified];
    expect(assetsToVerify(heavy({ verified: true, moreThan: 5 }), all)).toEqual([verified]);
  });

  it('are five at most, since people fill the dialog', () => {
    const all = shops(9).map((each) => ({ ...each, verified: true }));
    expect(assetsToVerify(heavy({ verified: true }), all)).toEqual(all.slice(0, 5));
  });

  it.each([
    ['has become verified, where that is heavy', heavy({ verified: true }), verified, true],
    ['has become verified, where that is not', heavy({}), verified, false],
    [
      'has another name, of those that are heavy',
      heavy({ names: ['shop'] }),
      { ...plain, name: 'A shop' },
      true,
    ],
    ['is as it was', heavy({ verified: true }), plain, false],
  ])('are compared again for an asset that %s: %#', (_, policy, now, asks) => {
    expect(asksMore(policy, plain, now)).toBe(asks);
  });

  it('are typed by their last four digits', () => {
    expect([lastDigits(asset('4318093042839471234')), lastDigits(asset('12'))]).toEqual(['1234', '12']);
  });
});

function sorted(heavy: Policy['heavy']): Policy['heavy'] {
  return { ...heavy, names: [...heavy.names].sort() };
}
