import { describe, expect, it } from 'vitest';
import { useWorld } from '../fixtures/world.js';
import { runBuilt } from './built-command.js';

describe('npm run console:check', () => {
  const world = useWorld({ console: true });

  /** The built command, beside the world's own bot. */
  const check = (changed: NodeJS.ProcessEnv = {}) => {
    const { config, zca } = world();
    if (config.zca.driver !== 'console') throw new Error('this world is of the console');
    const { sessionFile, sessionKey, accountCode, chromiumPath, noSandbox } = config.zca.console;
    const { url, prefix } = config.redis;
    return runBuilt({ url, prefix }, 'cli/console-check.js', [], {
      SLACK_BOT_TOKEN: config.slack.botToken,
      SLACK_SIGNING_SECRET: config.slack.signingSecret,
      ZCA_DRIVER: 'console',
      ZCA_CONSOLE_URL: zca.console.url,
      ZCA_ACCOUNT_CODE: accountCode,
      CONSOLE_SESSION_FILE: sessionFile,
      CONSOLE_SESSION_KEY: sessionKey,
      CHROMIUM_PATH: chromiumPath,
      CHROMIUM_NO_SANDBOX: noSandbox ? 'yes' : '',
      ...changed,
    });
  };

  it('prints every asset, and no part of a name that would control the terminal', async () => {
    const { zca } = world();
    const [oa, ...others] = zca.assets().filter(({ kind }) => kind === 'oa');
    if (oa === undefined) throw new Error('an OA is linked');
    for (const { kind, id } of others) zca.remove(kind, id);
    zca.rename('oa', oa.id, 'Bán\u001b]0;hàng\u0007 \u202etrả\u200b');
    const { code, said } = await check();
    expect(said).toContain('Both lists were found. Nothing was pressed.');
    for (const { id } of zca.assets()) expect(said).toContain(id);
    expect(said).toMatch(new RegExp(`${oa.id} {2}Bán \\]0;hàng`, 'u'));
    expect(said).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Co}]/u);
    expect(zca.console.presses()).toEqual([]);
    expect(code).toBe(0);
  });

  it('says in one sentence which setting is wrong', async () => {
    const { code, said } = await check({ CHROMIUM_PATH: '/nowhere/chromium' });
    expect(said).toContain('No Chromium at /nowhere/chromium: install it, or set CHROMIUM_PATH.');
    expect(said).not.toMatch(/^ +at /mu);
    expect(code).toBe(1);
  });
});
