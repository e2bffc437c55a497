import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { ConfigError, loadConfig } from '../../../src/config/load-config.js';

const enough = {
  SLACK: 'off',
  ZALO_BOT_TOKEN: '1459:abc',
  ZALO_BOT_SECRET: 'bot-secret-0123',
  ZCA_API_URL: 'https://zca.example/api',
  ZCA_API_TOKEN: 'zca-token',
};
const nga = { name: 'Nga', zaloBot: '6ede9afa66b88fe6d6a9' };

function problems(env: NodeJS.ProcessEnv, change: Partial<typeof botConfig> = {}): readonly string[] {
  try {
    loadConfig({ ...botConfig, people: [nga], ...change }, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('a bot without Slack', () => {
  it('needs nothing of Slack', () => {
    expect(problems({ ...enough, UNLINK_APPROVERS: `zalo-bot:${nga.zaloBot}` })).toEqual([]);
  });

  it('needs a way to talk in Zalo', () => {
    expect(problems({ ...enough, ZALO_BOT_TOKEN: '', ZALO_BOT_SECRET: '' })).toEqual([
      expect.stringMatching(/^SLACK needs ZALO_OA_ID with ZALO_OA_SECRET, or/u),
    ]);
    expect(problems({ ...enough, ZALO_BOT_SECRET: '' })).toHaveLength(1);
  });

  it.each([
    ['OPS_CHANNEL', { OPS_CHANNEL: 'C0OPS1234' }],
    ['UNLINK_APPROVERS', { UNLINK_APPROVERS: 'U012AB' }],
    ['UNLINK_APPROVERS', { UNLINK_APPROVERS: 'S012AB' }],
    ['ZCA_DRIVER', { ZCA_DRIVER: 'manual', ZCA_OPERATORS: `zalo-bot:${nga.zaloBot}` }],
  ])('names %s where it needs Slack', (name, env) => {
    expect(problems({ ...enough, ...env })).toEqual([expect.stringMatching(`^${name} .*SLACK is off$`)]);
  });

  it('names a person with a Slack account', () => {
    expect(problems(enough, { people: [{ ...nga, slack: 'U0NGA00001' }] })).toEqual([
      expect.stringContaining('gives Nga a Slack account'),
    ]);
  });

  it('is told when SLACK is neither on nor off', () => {
    expect(problems({ ...enough, SLACK: 'maybe' })[0]).toMatch(/^SLACK must be on or off/u);
  });
});
