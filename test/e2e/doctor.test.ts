import { describe, expect, it } from 'vitest';
import { approvers, places, useWorld } from '../fixtures/world.js';
import { runBuilt } from './built-command.js';

const shift = new URL('../fixtures/shifted-clock.mjs', import.meta.url).href;

describe('the built doctor', () => {
  const world = useWorld();

  const run = (entry: string, args: readonly string[], change: NodeJS.ProcessEnv = {}) => {
    const { config, workspace, zca, zcaToken } = world();
    const { url, prefix } = config.redis;
    return runBuilt({ url, prefix }, entry, args, {
      BOT_LOCALE: 'en',
      SLACK_BOT_TOKEN: config.slack.botToken,
      SLACK_SIGNING_SECRET: config.slack.signingSecret,
      SLACK_API_URL: workspace.apiUrl,
      ZCA_API_URL: zca.url,
      ZCA_API_TOKEN: zcaToken,
      UNLINK_APPROVERS: approvers,
      UNLINK_CHANNELS: places.ops,
      ...change,
    });
  };
  const doctor = (args: readonly string[], change?: NodeJS.ProcessEnv) => run('cli/doctor.js', args, change);

  it('prints ticks and warnings, and ends with 0 while nothing failed', async () => {
    const { code, said } = await doctor(['--url', `http://127.0.0.1:${world().web.port}`]);
    expect(said).toContain('✓ Slack accepts SLACK_BOT_TOKEN');
    expect(said).toContain('! AUDIT_KEY is not set');
    expect(said).toMatch(/^0 failed, \d warnings\.$/mu);
    expect(code).toBe(0);
  });

  it('prints JSON for a program, and ends with 1 when something failed', async () => {
    const { code, said } = await doctor(['--json'], { SLACK_BOT_TOKEN: 'xoxb-other' });
    const { ok, checks } = JSON.parse(said);
    expect(ok).toBe(false);
    expect(checks).toContainEqual({
      part: 'slack',
      check: 'slack_refuses',
      verdict: 'failed',
      seen: 'Slack does not accept SLACK_BOT_TOKEN: invalid_auth.',
      next: expect.stringContaining('OAuth & Permissions'),
    });
    expect(code).toBe(1);
  });

  it('names a clock that is off by more than a minute', async () => {
    const wrong = { NODE_OPTIONS: `--import ${shift}`, SHIFT_MS: '90000' };
    const { code, said } = await doctor(['--before-start'], wrong);
    expect(said).toMatch(/! This machine’s clock is (?:89|90|91) s ahead of Redis’s\./u);
    expect(code).toBe(0);
  });

  it.each([
    [['--rehearse', '#zca-ops']],
    [['--rehearse', 'C0ZCAOPS01']],
    [['--url', 'bot.example.com']],
    [['everything']],
  ])('ends with 2 after wrong arguments: %j', async (args) => {
    const { code, said } = await doctor(args);
    expect(said).not.toMatch(/^ +at /mu);
    expect(code).toBe(2);
  });

  it('says of its own gateway that it keeps the contract, and which call it would get', async () => {
    const [asset] = world().zca.assets();
    if (asset === undefined) throw new Error('something is linked');
    const named = `${asset.kind}:${asset.id}`;
    const { code, said } = await run('cli/gateway-check.js', ['--asset', named]);
    expect(said).toContain(`POST /v1/assets/${asset.kind}/${asset.id}/unlink`);
    expect(said).toContain('✓ The gateway refuses a wrong token.');
    expect(world().zca.assets()).toContainEqual(asset);
    expect(code).toBe(0);
  });
});
