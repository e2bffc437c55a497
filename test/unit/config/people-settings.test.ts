import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import type { BotConfig } from '../../../src/config/define-config.js';
import { loadConfig } from '../../../src/config/load-config.js';

const env = {
  SLACK_BOT_TOKEN: 'xoxb-1-token',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  ZCA_API_URL: 'https://zca.example/api',
  ZCA_API_TOKEN: 'zca-token',
};
const lan = { name: 'Lan', slack: 'U0LAN00001', zaloOa: '2468458835296197922' };
const ba = { name: 'Bá', zaloOa: '9979458835296197111', zaloBot: '6ede9afa66b88fe6d6a9' };

function load(people: BotConfig['people'], changed: NodeJS.ProcessEnv = {}) {
  return loadConfig({ ...botConfig, people }, { ...env, ...changed });
}

describe('the people in bot.config.ts', () => {
  it('are none by default', () => {
    expect(load(botConfig.people).people).toEqual([]);
  });

  it('may decide and ask by the id of their only chat', () => {
    const { policy } = load([lan, ba], {
      UNLINK_APPROVERS: 'U0LAN00001, zalo:9979458835296197111',
      UNLINK_CHANNELS: 'C0ZCAOPS01 zalo',
    });
    expect(policy.base).toMatchObject({
      approvers: ['U0LAN00001', 'zalo:9979458835296197111'],
      channels: ['C0ZCAOPS01', 'zalo'],
    });
  });

  it('come from a variable as JSON', () => {
    const { people } = load(botConfig.people, { UNLINK_PEOPLE: JSON.stringify([lan, ba]) });
    expect(people).toEqual([lan, ba]);
  });

  it.each([
    ['no JSON', 'Lan=U0LAN00001', 'UNLINK_PEOPLE must be a list of people'],
    ['no list', '{"name":"Lan"}', 'UNLINK_PEOPLE must be a list of people'],
    [
      'an id without quotes',
      '[{"name":"Lan","zaloOa":2468458835296197922}]',
      'UNLINK_PEOPLE must be an id of',
    ],
  ])('stop the start with a variable that holds %s', (_, value, problem) => {
    expect(() => load(botConfig.people, { UNLINK_PEOPLE: value })).toThrow(problem);
  });

  it.each<[string, BotConfig['people'], NodeJS.ProcessEnv, string]>([
    [
      'an account of two people',
      [lan, { ...ba, zaloOa: lan.zaloOa }],
      {},
      'people.1 in bot.config.ts names the zalo account of Lan once more',
    ],
    ['nobody’s account', [{ name: 'Lan' }], {}, 'people.0 in bot.config.ts has no account'],
    ['no name', [{ ...lan, name: ' ' }], {}, 'people.0.name in bot.config.ts must not be empty'],
    [
      'an approver who is nobody',
      [lan],
      { UNLINK_APPROVERS: 'zalo:1' },
      'UNLINK_APPROVERS names zalo:1, who is not among people',
    ],
    [
      'an approver by their second account',
      [lan],
      { UNLINK_APPROVERS: `zalo:${lan.zaloOa}` },
      'an account of Lan: name them by U0LAN00001',
    ],
  ])('stop the start with %s', (_, people, changed, problem) => {
    expect(() => load(people, changed)).toThrow(problem);
  });

  it('stop the start with an id that is a number, since its last digits are lost', () => {
    const people = [{ name: 'Lan', zaloOa: 2468458835296 }] as unknown as BotConfig['people'];
    expect(() => load(people)).toThrow('people.0.zaloOa in bot.config.ts must be an id of digits, in quotes');
  });
});
