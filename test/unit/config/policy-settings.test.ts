import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { type BotConfig, fromEnv } from '../../../src/config/define-config.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { type Policies, policyFor } from '../../../src/core/request/policy.js';

const minute = 60_000;
const env = {
  SLACK_BOT_TOKEN: 'xoxb-1-token',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  ZCA_API_URL: 'https://zca.example/api',
  ZCA_API_TOKEN: 'zca-token',
};

describe('the policy settings of bot.config.ts', () => {
  it('load unchanged, with the defaults from the README', () => {
    expect(load({}).base).toEqual({
      approvers: [],
      requesters: [],
      channels: [],
      allowSelfApproval: false,
      approvals: 1,
      reasonRequired: false,
      lifetimeMs: 24 * 60 * minute,
      remindersMs: [4 * 60 * minute, 30 * minute],
      stopWindowMs: 0,
      mostAssets: 20,
      protectedAssets: [],
      heavy: { verified: false, names: [], moreThan: 5 },
    });
  });

  it('accept minutes and seconds', () => {
    const times = { expiresAfterMinutes: 10, remindBeforeExpiryMinutes: [5, 0.5], stopWindowSeconds: 15 };
    expect(load(times).base).toMatchObject({
      lifetimeMs: 10 * minute,
      remindersMs: [5 * minute, 30_000],
      stopWindowMs: 15_000,
    });
  });

  it('accept numbers from the environment', () => {
    const written = policyWith({ approvals: fromEnv('UNLINK_APPROVALS', '1') });
    expect(loadConfig(written, { ...env, UNLINK_APPROVALS: '2' }).policy.base.approvals).toBe(2);
  });

  it('treat no number of assets as heavy where none is given', () => {
    expect(load({ heavy: { verified: true, names: [], moreThan: null } }).base.heavy.moreThan).toBeNull();
  });
});

describe('a policy rule', () => {
  it('changes only what it gives', () => {
    const { rules } = load({ rules: [{ kind: 'oa', approvals: 2 }] });
    expect(rules).toEqual([{ kind: 'oa', channel: undefined, change: { approvals: 2 } }]);
  });

  it('accepts times in minutes and seconds', () => {
    const change = { expiresAfterMinutes: 60, remindBeforeExpiryMinutes: [], stopWindowSeconds: 5 };
    expect(load({ rules: [{ channel: 'C0123', ...change }] }).rules[0]?.change).toEqual({
      lifetimeMs: 60 * minute,
      remindersMs: [],
      stopWindowMs: 5_000,
    });
  });

  it('leaves everything else as it is for all', () => {
    const policies = load({ rules: [{ kind: 'oa', approvals: 2 }] });
    expect(policyFor(policies, 'oa', 'C1')).toEqual({ ...policies.base, approvals: 2 });
  });

  it('accepts a list of people as the base policy does', () => {
    const { rules } = load({ rules: [{ kind: 'oa', approvers: 'U012AB, S034CD' }] });
    expect(rules[0]?.change.approvers).toEqual(['U012AB', 'S034CD']);
  });

  it('accepts values from the environment, as any setting does', () => {
    const written = policyWith({ rules: [{ kind: 'oa', approvers: fromEnv('UNLINK_OA_APPROVERS', '') }] });
    const { rules } = loadConfig(written, { ...env, UNLINK_OA_APPROVERS: 'U012AB' }).policy;
    expect(rules[0]?.change.approvers).toEqual(['U012AB']);
  });

  it.each([
    ['is for nothing', { approvals: 2 }, 'policy.rules.0 '],
    ['names nobody who may approve', { kind: 'oa', approvers: [] }, 'policy.rules.0.approvers '],
    [
      'asks for more approvals than the people it names',
      { kind: 'oa', approvers: ['U012AB'], approvals: 2 },
      'policy.rules.0.approvals ',
    ],
    ['is for an unknown kind', { kind: 'zns', approvals: 2 }, 'policy.rules.0.kind '],
    ['is for no channel id', { channel: '#ops', approvals: 2 }, 'policy.rules.0.channel '],
    [
      'reminds before a request is born',
      { kind: 'oa', expiresAfterMinutes: 20, remindBeforeExpiryMinutes: [20] },
      'policy.rules.0.remindBeforeExpiryMinutes ',
    ],
    [
      'shortens a life below a reminder that is for all',
      { kind: 'oa', expiresAfterMinutes: 20 },
      'policy.rules.0.remindBeforeExpiryMinutes ',
    ],
  ])('is refused with its place when it %s', (_, rule, place) => {
    expect(problems({ rules: [rule] })).toEqual([expect.stringContaining(`  - ${place}`)]);
  });

  it('is refused when it asks for more approvals than there are approvers in the base policy', () => {
    expect(problems({ approvers: ['U012AB'], rules: [{ kind: 'oa', approvals: 2 }] })).toEqual([
      expect.stringContaining('policy.rules.0.approvals '),
    ]);
  });

  it('is not blamed for a mistake in the base policy', () => {
    const wrong = { approvers: ['U012AB'], approvals: 2, rules: [{ kind: 'oa', mostAssets: 5 }] };
    expect(problems(wrong)).toEqual([expect.stringContaining('policy.approvals ')]);
  });

  it('is refused with its number in the list', () => {
    const rules = [
      { kind: 'oa', approvals: 2 },
      { kind: 'app', approvers: [] },
    ];
    expect(problems({ rules })).toEqual([expect.stringContaining('policy.rules.1.approvers ')]);
  });
});

describe('policy rules that fit the same requests', () => {
  const forOa = (change: object) => ({ kind: 'oa', ...change });
  const forChannel = (change: object) => ({ channel: 'C0TESTING1', ...change });

  it.each([
    [
      'ask for more approvals than people are named',
      [forOa({ approvals: 2 }), forChannel({ approvers: ['U1A'] })],
      'approvals',
    ],
    [
      'ask for one approver more than is left without the requester',
      [forOa({ approvals: 2 }), forChannel({ approvers: ['U1A', 'U2B'], requesters: ['U1A', 'U2B'] })],
      'approvals',
    ],
    [
      'have a reminder longer than the life',
      [forOa({ expiresAfterMinutes: 300 }), forChannel({ remindBeforeExpiryMinutes: [600] })],
      'remindBeforeExpiryMinutes',
    ],
    [
      'name no approver in common',
      [forOa({ approvers: ['U1A'] }), forChannel({ approvers: ['U2B'] })],
      'approvers',
    ],
    [
      'name no requester in common, which would let everybody ask',
      [forOa({ requesters: ['U1A'] }), forChannel({ requesters: ['U2B'] })],
      'requesters',
    ],
  ])(
    'are refused, with the path of the last one and the names of the others, when they %s',
    (_, rules, setting) => {
      const found = problems({ approvers: ['U1A', 'U2B', 'U3C'], rules });
      expect(found).toEqual([
        expect.stringMatching(`^  - policy\\.rules\\.1\\.${setting} .*policy\\.rules\\.0`),
      ]);
    },
  );

  it('are accepted when they clash only for requests that they never both fit', () => {
    const rules = [
      { kind: 'app', approvals: 3 },
      { kind: 'oa', channel: 'C0TESTING1', approvers: ['U1A'] },
    ];
    expect(load({ approvers: ['U1A', 'U2B', 'U3C'], rules }).rules).toHaveLength(2);
  });

  it('are refused once for a mistake in every channel', () => {
    const rules = [
      forOa({ approvals: 4 }),
      forChannel({ mostAssets: 5 }),
      { channel: 'C0TESTING2', mostAssets: 5 },
    ];
    expect(problems({ approvers: ['U1A'], rules })).toEqual([
      expect.stringContaining('policy.rules.0.approvals '),
    ]);
  });
});

describe('an invalid policy', () => {
  it.each([
    [
      'asks for more approvals than the people it names',
      { approvers: ['U1A', 'U2B'], approvals: 3 },
      'approvals',
    ],
    [
      'lets only approvers ask and leaves one too few when the requester does not count',
      { approvers: ['U1A', 'U2B'], requesters: ['U1A', 'U2B'], approvals: 2 },
      'approvals',
    ],
    ['counts a person twice', { approvers: ['U1A', 'U1A'], approvals: 2 }, 'approvals'],
    ['asks for no approval', { approvals: 0 }, 'approvals'],
    ['asks for half an approval', { approvals: 1.5 }, 'approvals'],
    [
      'lets a request live for no time',
      { expiresAfterMinutes: 0, remindBeforeExpiryMinutes: [] },
      'expiresAfterMinutes',
    ],
    ['lets a request live for a year', { expiresAfterMinutes: 525_600 }, 'expiresAfterMinutes'],
    [
      'reminds before a request is born',
      { expiresAfterMinutes: 60, remindBeforeExpiryMinutes: [30, 61] },
      'remindBeforeExpiryMinutes',
    ],
    ['takes more assets than a message has room for', { mostAssets: 51 }, 'mostAssets'],
    ['leaves a stop window of a day', { stopWindowSeconds: 86_400 }, 'stopWindowSeconds'],
    ['says “yes” for true', { reasonRequired: 'yes' }, 'reasonRequired'],
    [
      'protects an asset without an id and a name',
      { protectedAssets: [{ message: 'm' }] },
      'protectedAssets.0',
    ],
    [
      'protects every asset by an empty name',
      { protectedAssets: [{ name: ' ', message: 'm' }] },
      'protectedAssets.0.name',
    ],
    [
      'protects every asset by a name that nobody can see',
      { protectedAssets: [{ name: '\u200b', message: 'm' }] },
      'protectedAssets.0.name',
    ],
    [
      'protects an asset by a number',
      { protectedAssets: [{ id: 4318, message: 'm' }] },
      'protectedAssets.0.id',
    ],
    [
      'protects an asset and says nothing',
      { protectedAssets: [{ id: '1', message: '' }] },
      'protectedAssets.0.message',
    ],
  ])('is refused with its place when it %s', (_, change, place) => {
    expect(problems(change)).toEqual([expect.stringContaining(`  - policy.${place} in bot.config.ts`)]);
  });

  it('is not one that asks a group for many approvals, since its members are not known yet', () => {
    expect(load({ approvers: ['U1A', 'S2B'], approvals: 3 }).base.approvals).toBe(3);
  });

  it('is not one without approvers, so that nobody can approve', () => {
    expect(load({ approvers: [] }).base.approvers).toEqual([]);
  });

  it.each([
    ['the policy', { aprovals: 2 }, 'aprovals'],
    ['a rule', { rules: [{ kind: 'oa', aprovals: 2 }] }, 'aprovals'],
    ['the heavy assets', { heavy: { verified: true, names: [], moreThan: null, moreThen: 5 } }, 'moreThen'],
    ['a protected asset', { protectedAssets: [{ id: '1', message: 'm', nmae: 'x' }] }, 'nmae'],
  ])('names an unknown setting of %s', (_, change, name) => {
    expect(problems(change)).toEqual([expect.stringContaining(name)]);
  });

  it('names everything that is wrong at once', () => {
    const wrong = {
      approvers: ['@minh'],
      approvals: 0,
      remindBeforeExpiryMinutes: [100_000],
      protectedAssets: [{ message: 'm' }],
      rules: [{ kind: 'oa', approvers: [] }, { approvals: 2 }],
    };
    expect(problems(wrong).map((line) => line.split(' ')[3])).toEqual(
      expect.arrayContaining([
        'policy.approvers.0',
        'policy.approvals',
        'policy.remindBeforeExpiryMinutes',
        'policy.protectedAssets.0',
        'policy.rules.0.approvers',
        'policy.rules.1',
      ]),
    );
  });

  it('names an unworkable rule even when another setting has the wrong type', () => {
    const wrong = { reasonRequired: 'yes', rules: [{ kind: 'oa', approvers: [] }] };
    expect(problems(wrong).map((line) => line.split(' ')[3])).toEqual([
      'policy.reasonRequired',
      'policy.rules.0.approvers',
    ]);
  });

  it('is reported together with the other mistakes', () => {
    const written = policyWith({ rules: [{ kind: 'oa', approvers: [] }] });
    expect(messageOf(() => loadConfig({ ...written, locale: 'fr' }, env))).toMatch(
      /locale in bot.*policy\.rules\.0\.approvers/su,
    );
  });
});

/** Untyped on purpose: an operator's mistakes must be reported at the start, and not only by the compiler. */
function policyWith(change: { readonly [setting: string]: unknown }): BotConfig {
  return { ...botConfig, policy: Object.assign({}, botConfig.policy, change) };
}

function load(change: { readonly [setting: string]: unknown }): Policies {
  return loadConfig(policyWith(change), env).policy;
}

function problems(change: { readonly [setting: string]: unknown }): string[] {
  const lines = messageOf(() => load(change)).split('\n');
  return lines.filter((line) => line.startsWith('  - '));
}

function messageOf(loading: () => unknown): string {
  try {
    loading();
  } catch (error) {
    return String(error);
  }
  throw new Error('the policy was accepted');
}
