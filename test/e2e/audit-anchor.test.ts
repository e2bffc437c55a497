import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/ops/logger.js';
import { emptyHead, formatHead, nextLine } from '../../src/store/audit-chain.js';
import { auditLines } from '../../src/store/audit-log.js';
import { Keys } from '../../src/store/keys.js';
import { startWorker } from '../../src/wiring/worker-process.js';
import { cardFor, press, resultOf } from '../fixtures/conversation.js';
import { withOpsChannel } from '../fixtures/ops-channel.js';
import { anchorNow } from '../fixtures/queued.js';
import { people, places, useWorld } from '../fixtures/world.js';
import { runBuilt } from './built-command.js';

describe('the end of the audit log is recorded outside Redis', () => {
  const world = useWorld(withOpsChannel);

  it('once a day in the ops channel, with a command that finds a rebuilt log', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const other = await startWorker(world().config, createLog('silent'));
    await Promise.all([anchorNow(world()), anchorNow(world()), anchorNow(world())]);
    await other.stop();
    const told = world()
      .workspace.messages(places.general)
      .filter(({ text }) => text.includes('The audit log now ends with'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('AUDIT_KEY is not set');
    const [, args = ''] =
      /npm run audit -- (verify --expect \d+:[0-9a-f]{64})/u.exec(told[0]?.text ?? '') ?? [];
    expect(await audit(args)).toMatchObject({ code: 0 });
    await rewrite('U0INNOCENT');
    expect(await audit('verify')).toMatchObject({ code: 0 });
    const { code, said } = await audit(args);
    expect([code, said]).toEqual([1, expect.stringContaining('the log was recreated')]);
  });

  it('in the log of each process when it starts, with its worth without a key', async () => {
    const said = () => world().logged.map((line) => JSON.parse(line));
    await expect.poll(() => said().filter(({ event }) => event === 'audit.head')).toHaveLength(2);
    expect(said().filter(({ event }) => event === 'audit.without_key')).toHaveLength(2);
  });

  const audit = (args: string) => runBuilt(world().config.redis, 'cli/audit.js', args.split(' '));

  /**
   * Forges Redis as anybody with write access could: another approver everywhere, and a chain that
   * fits.
   */
  async function rewrite(approver: string): Promise<void> {
    const { config, redis: server } = world();
    const redis = new Redis(server.url);
    const keys = new Keys(config.redis.prefix);
    const entries: string[] = [];
    for await (const { entry } of auditLines(redis, keys)) entries.push(entry);
    for (const id of await redis.zrange(keys.all, '0', '-1')) {
      const record = (await redis.hget(keys.request(id), 'record')) ?? '';
      await redis.hset(keys.request(id), 'record', record.replaceAll(people.minh, approver));
    }
    await redis.del(keys.audit);
    let head = emptyHead;
    for (const entry of entries) {
      const line = nextLine(head, JSON.parse(entry.replaceAll(people.minh, approver)));
      await redis.xadd(keys.audit, `${line.sequence}-0`, 'entry', line.entry, 'hash', line.hash);
      head = line;
    }
    await redis.set(keys.auditHead, formatHead(head));
    redis.disconnect();
  }
});
