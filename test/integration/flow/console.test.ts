import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { leaveSession } from '../../../sandbox/console-session.js';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import {
  cardFor,
  picturesOf,
  press,
  privateAnswer,
  requestIdOf,
  stagesOf,
} from '../../fixtures/conversation.js';
import { alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('the console driver', () => {
  const world = useWorld({ console: true, ...withOpsChannel });
  const consoleTimeoutMs = 90_000;
  /** Waits for a result that reports success; a browser takes its time. */
  const succeeded = (card: Message) =>
    world().workspace.waitFor(
      () =>
        world()
          .workspace.messages(card.channel)
          .find(({ text, thread_ts }) => thread_ts === card.ts && text.includes(`✅ ${requestIdOf(card)}`)),
      consoleTimeoutMs,
    );

  it('unlinks through the console, and posts the screenshots whose hashes are in the audit log', async () => {
    const { zca, redis, config } = world();
    const id = '4318093042839471234';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    await press(world(), people.minh, card, 'confirm');
    await succeeded(card);
    expect(zca.asset('oa', id)).toBeNull();
    expect(zca.console.presses()).toMatchObject([{ kind: 'oa', id, applied: true }]);
    expect(zca.ledger.calls).toEqual([]);

    const files = await picturesOf(world(), card);
    expect(stagesOf(files)).toEqual(['row', 'dialog', 'gone']);
    for (const { alt_txt } of files) expect(alt_txt).toContain(id);
    expect(files.map(({ title }) => title)).toEqual(
      ['1 row', '2 dialog', '3 gone'].map((stage) => `Bán hàng Sài Gòn – Đại lý: ${stage}`),
    );
    const message = world()
      .workspace.messages(card.channel)
      .find((each) => (each.files?.length ?? 0) > 0);
    expect(message?.text).toMatch(/^📷 .* for UR-[0-9A-Z]{4}: /u);
    const posted = files.map(({ content }) => Buffer.from(content.split(',')[1] ?? '', 'base64'));
    const client = new Redis(redis.url);
    const keys = new Keys(config.redis.prefix);
    const noted: unknown[] = [];
    for await (const { entry } of auditLines(client, keys)) {
      const { action, details } = JSON.parse(entry);
      if (action === 'evidence_kept') noted.push(details.sha256);
    }
    expect(noted).toEqual(posted.map((png) => createHash('sha256').update(png).digest('hex')));
    expect(await verifyAuditLog(client, keys)).toMatchObject({ ok: true });
    client.disconnect();
  });

  it('shows people at once the list that a worker has read, while no page of the console loads', async () => {
    const { workspace, zca } = world();
    const shown = () =>
      privateAnswer(world(), people.lan, () =>
        workspace.post({ user: people.lan, channel: places.ops, text: '/unlink show oa sai gon' }),
      );
    await expect.poll(async () => (await shown()).text, { timeout: consoleTimeoutMs }).toContain('Sài Gòn');
    zca.console.behave({ delayMs: 60_000 });
    const since = Date.now();
    expect((await shown()).text).toContain('Sài Gòn');
    expect(Date.now() - since).toBeLessThan(3_000);
    zca.console.behave();
  });

  it('waits when the log-in has ended, fails nothing, and goes on by itself after a new one', {
    timeout: 180_000,
  }, async () => {
    const { zca, config, logged, workspace } = world();
    if (config.zca.driver !== 'console') throw new Error('this world is of the console');
    const id = '2791234630649070902';
    const card = await cardFor(world(), people.lan, `/unlink app ${id}`);
    zca.console.endSessions();
    await press(world(), people.minh, card, 'confirm');
    await expect
      .poll(() => alerts(world(), 'log-in to the ZCA console has ended'), { timeout: consoleTimeoutMs })
      .toHaveLength(1);
    expect(alerts(world())[0]?.text).toContain('npm run console:login');
    expect(zca.asset('app', id)).not.toBeNull();
    await logIn();
    await succeeded(card);
    expect(zca.asset('app', id)).toBeNull();
    const said = JSON.stringify([logged, workspace.calls.map(({ args }) => args)]);
    expect(said).not.toContain(config.zca.console.sessionKey);
  });

  it('reports in the ops channel each end of the log-in, however soon it follows', {
    timeout: 240_000,
  }, async () => {
    const { zca, workspace } = world();
    const said = () => alerts(world(), 'log-in to the ZCA console has ended').length;
    const before = said();
    const apps = ['9052364313608227562', '3095826089637694116'];
    for (const [index, app] of apps.entries()) {
      zca.console.endSessions();
      await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink app ${app}` });
      await expect.poll(said, { timeout: consoleTimeoutMs }).toBe(before + index + 1);
      await logIn();
    }
    for (const app of apps)
      await workspace.waitFor(
        () => workspace.messages(places.ops).find(({ text }) => text.includes(app)),
        consoleTimeoutMs,
      );
    expect(said()).toBe(before + 2);
  });

  it('tells the requester and the approver once each that it waits for a log-in, and then goes on', {
    timeout: 180_000,
  }, async () => {
    const { zca, workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    zca.console.endSessions();
    const app = '5676885507861205678';
    const shown = () => workspace.messages(places.ops).filter(({ text }) => text.includes(app));
    const told = (user: string) =>
      workspace.ephemerals(user).filter(({ text }) => text.includes('log-in to the ZCA console has ended'));
    const before = { lan: told(people.lan).length, minh: told(people.minh).length };
    await press(world(), people.minh, card, 'confirm');
    await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink app ${app}` });
    const now = () => [told(people.lan).length - before.lan, told(people.minh).length - before.minh];
    await expect.poll(now, { timeout: consoleTimeoutMs }).toEqual([1, 1]);
    expect(told(people.lan).at(-1)?.text).toContain('Your command is waiting');
    expect(told(people.minh).at(-1)?.text).toContain('Nothing is confirmed yet');
    await logIn();
    await expect.poll(shown, { timeout: consoleTimeoutMs }).toHaveLength(1);
    await succeeded(card);
    expect(now()).toEqual([1, 1]);
  });

  async function logIn(): Promise<void> {
    const { config, zca } = world();
    if (config.zca.driver !== 'console') throw new Error('this world is of the console');
    const { sessionFile, sessionKey } = config.zca.console;
    await leaveSession(sessionFile, zca.console.logIn(), sessionKey);
  }
});
