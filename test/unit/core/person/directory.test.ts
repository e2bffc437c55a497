import { describe, expect, it } from 'vitest';
import { homeOf, surfaceOf, writtenAccount } from '../../../../src/core/person/accounts.js';
import { accountsToConfirm, Directory, isHome } from '../../../../src/core/person/directory.js';

const lan = {
  name: 'Lan',
  slack: 'U0LAN00001',
  zaloOa: '2468458835296197922',
  zaloBot: '6ede9afa66b88fe6d6a9',
};
const ba = { name: 'Giám đốc Bá', zaloOa: '9979458835296197111', zaloBot: '7777aafa66b88fe6d6a9' };
const directory = new Directory([lan, ba]);

describe('a person', () => {
  it('is named by the Slack user id where there is one', () => {
    expect(directory.owner({ surface: 'zalo', id: lan.zaloOa })?.id).toBe('U0LAN00001');
    expect(directory.owner({ surface: 'zalo-bot', id: lan.zaloBot })?.id).toBe('U0LAN00001');
  });

  it('is named by the first Zalo account otherwise', () => {
    expect(directory.owner({ surface: 'zalo-bot', id: ba.zaloBot })?.id).toBe('zalo:9979458835296197111');
    expect(directory.person('zalo:9979458835296197111')?.name).toBe('Giám đốc Bá');
  });

  it('is not found under the id that another surface gave to somebody else', () => {
    expect(directory.owner({ surface: 'zalo-bot', id: lan.zaloOa })).toBeNull();
    expect(directory.owner({ surface: 'slack', id: lan.zaloOa })).toBeNull();
    expect(directory.person(`zalo:${lan.zaloOa}`)).toBeNull();
  });

  it('confirms every account but the one that names them', () => {
    const [first, second] = directory.people;
    if (first === undefined || second === undefined) throw new Error('two people are configured');
    expect(accountsToConfirm(first).map(({ surface }) => surface)).toEqual(['zalo', 'zalo-bot']);
    expect(accountsToConfirm(second).map(({ surface }) => surface)).toEqual(['zalo-bot']);
    expect(isHome(second, { surface: 'zalo', id: ba.zaloOa })).toBe(true);
    expect(isHome(first, { surface: 'zalo', id: lan.zaloOa })).toBe(false);
  });
});

describe('an id', () => {
  it('reads back as the account it was made of', () => {
    for (const account of [
      { surface: 'slack', id: 'U0LAN00001' },
      { surface: 'zalo', id: '246' },
      { surface: 'zalo-bot', id: '6ede' },
    ] as const)
      expect(homeOf(writtenAccount(account))).toEqual(account);
  });
});

describe('a place', () => {
  it('is in Zalo only by the name of a Zalo surface', () => {
    expect(['zalo', 'zalo-bot', 'C0ZCAOPS01', 'D0123', 'zalo:246', ''].map(surfaceOf)).toEqual([
      'zalo',
      'zalo-bot',
      'slack',
      'slack',
      'slack',
      'slack',
    ]);
  });
});
