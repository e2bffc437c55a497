import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.js';
import { ended } from '../../sandbox/redis.js';
import { cardFor, picturesOf, press, stagesOf } from '../fixtures/conversation.js';
import { patienceMs } from '../fixtures/patience.js';
import { people, useWorld } from '../fixtures/world.js';

/** The built processes, with other keys than the world's. */
describe('a worker of the console driver that is killed between the press and its verification', () => {
  const world = useWorld({ console: true });
  const silent = createWriteStream('/dev/null');
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) await ended(child);
  });

  const start = async (entry: string) => {
    const { config, zca } = world();
    if (config.zca.driver !== 'console') throw new Error('this world is of the console');
    const { sessionFile, sessionKey, accountCode } = config.zca.console;
    const env = {
      PATH: process.env['PATH'],
      PORT: '0',
      BOT_LOCALE: 'en',
      REDIS_URL: config.redis.url,
      REDIS_PREFIX: '{console-crash}',
      SLACK_BOT_TOKEN: config.slack.botToken,
      SLACK_SIGNING_SECRET: config.slack.signingSecret,
      SLACK_API_URL: config.slack.apiUrl,
      UNLINK_APPROVERS: 'S0APPROVE1',
      ZCA_DRIVER: 'console',
      ZCA_CONSOLE_URL: zca.console.url,
      ZCA_ACCOUNT_CODE: accountCode,
      CONSOLE_SESSION_FILE: sessionFile,
      CONSOLE_SESSION_KEY: sessionKey,
      CHROMIUM_PATH: process.env['CHROMIUM_PATH'],
      CHROMIUM_NO_SANDBOX: process.getuid?.() === 0 ? 'yes' : '',
    };
    const started = await startBotProcess(entry, env, silent);
    children.push(started.child);
    return started;
  };

  it('is followed by one that reads the list, reports it gone with a screenshot, and presses nothing', {
    timeout: 180_000,
  }, async () => {
    const { workspace, zca } = world();
    const id = '4318093042839471234';
    const web = await start('dist/src/web.js');
    workspace.connect(`http://127.0.0.1:${web.ready.port}/slack/events`);
    const killed = await start('dist/src/worker.js');
    // It unlinks and never answers, so the worker is waiting for the page.
    zca.console.behave({ answer: 'lost_after' });
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    await press(world(), people.minh, card, 'confirm');
    await expect.poll(() => zca.console.presses().length, { timeout: patienceMs }).toBe(1);
    killed.child.kill('SIGKILL');
    zca.console.behave();
    await start('dist/src/worker.js');
    const result = await workspace.waitFor(
      () =>
        workspace
          .messages(card.channel)
          .find(({ text, ts, thread_ts }) => thread_ts === card.ts && ts !== card.ts && text.includes(id)),
      120_000,
    );
    expect(result.text).toContain('no longer linked; the bot called to unlink it');
    expect(zca.console.presses()).toHaveLength(1);
    expect(stagesOf(await picturesOf(world(), card))).toEqual(['row', 'dialog', 'gone']);
  });
});
