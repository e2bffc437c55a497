import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { consoleSettings } from '../../../sandbox/console-session.js';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import { startZca, type Zca } from '../../../sandbox/zca/zca.js';
import { checkConsole } from '../../../src/cli/doctor/console.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { doctorTexts } from '../../../src/i18n/doctor/en.js';
import { asking } from '../../fixtures/redis-in-trouble.js';

describe('the doctor at the console', () => {
  let redis: LocalRedis;
  let zca: Zca;
  let dir = '';
  let env: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    redis = await startRedis();
    zca = await startZca({ accessToken: 'unused' });
    dir = await mkdtemp(join(tmpdir(), 'doctor-console-'));
    env = {
      SLACK_BOT_TOKEN: 'xoxb-unused',
      SLACK_SIGNING_SECRET: 'unused-signing-secret',
      ...(await consoleSettings(zca, dir)),
    };
  });
  afterAll(async () => {
    await Promise.all([zca.close(), redis.close()]);
    await rm(dir, { recursive: true, force: true });
  });

  const examined = (change: NodeJS.ProcessEnv = {}) =>
    asking(redis, async (client) => {
      const findings = await checkConsole(loadConfig(botConfig, { ...env, ...change }), client);
      return findings.map(({ verdict, inWords }) => ({ verdict, ...inWords(doctorTexts.findings) }));
    });

  it('walks to both lists, presses nothing', async () => {
    const findings = await examined();
    expect(findings.map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
    expect(findings[0]?.seen).toMatch(/^The console shows \d+ under “Liên kết OA”\.$/u);
    expect(zca.console.presses()).toEqual([]);
  });

  it('names a missing browser', async () => {
    const [finding] = await examined({ CHROMIUM_PATH: '/nowhere/chromium' });
    expect(finding).toMatchObject({
      verdict: 'failed',
      seen: expect.stringContaining('set CHROMIUM_PATH'),
    });
  });

  it('names a log-in file that others may change', async () => {
    const path = env['CONSOLE_SESSION_FILE'] ?? '';
    await chmod(path, 0o666);
    const [finding] = await examined();
    await chmod(path, 0o600);
    expect(finding).toMatchObject({ verdict: 'failed', seen: expect.stringContaining('chmod 600') });
  });

  it('names a log-in that has ended', async () => {
    zca.console.endSessions();
    expect(await examined()).toEqual([
      {
        verdict: 'failed',
        seen: 'The console’s log-in has ended.',
        next: 'Run npm run console:login, and log in there.',
      },
    ]);
  });
});
