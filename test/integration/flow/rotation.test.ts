import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.js';
import { createLog } from '../../../src/ops/logger.js';
import { AuditKeys } from '../../../src/store/audit-keys.js';
import { inspectAuditLog } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import { startWeb } from '../../../src/wiring/web-process.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import { cardFor, press, privateAnswer, resultOf } from '../../fixtures/conversation.js';
import { people, places, startWorld, stopWorld, type World } from '../../fixtures/world.js';

const newBotToken = 'xoxb-test-secret-token-2';
const newZcaToken = 'test-zca-secret-token-2';
const auditKeys = [1, 2].map((byte) => Buffer.alloc(32, byte));
const [oldAuditKey = Buffer.alloc(0), newAuditKey = Buffer.alloc(0)] = auditKeys;

type Change = (config: Config) => Config | Promise<Config>;

/** Each secret, and the settings with which the processes are replaced, in the order of docs/operations.md. */
const rotations: readonly (readonly [string, Change])[] = [
  [
    'SLACK_BOT_TOKEN',
    (config) => withSlack(config, { botToken: newBotToken, olderBotTokens: [config.slack.botToken] }),
  ],
  [
    'SLACK_SIGNING_SECRET, before Slack signs with the new one',
    (config) =>
      withSlack(config, {
        signingSecret: 'test-signing-secret-9876',
        olderSigningSecrets: [config.slack.signingSecret ?? ''],
      }),
  ],
  [
    'ZCA_API_TOKEN',
    (config) => {
      if (config.zca.driver !== 'http') throw new Error('the world has a gateway');
      return { ...config, zca: { ...config.zca, accessToken: newZcaToken } };
    },
  ],
  ['AUDIT_KEY', (config) => ({ ...config, audit: { ...config.audit, keys: [newAuditKey, oldAuditKey] } })],
  ['the password of REDIS_URL', withSecondPassword],
];

describe.each(rotations)('while %s is changed', (_, change) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({
      workspace: { moreBotTokens: [newBotToken] },
      moreZcaTokens: [newZcaToken],
      env: { AUDIT_KEY: oldAuditKey.toString('base64') },
    });
  });
  afterAll(() => stopWorld(world));

  it('requests go on, private answers reach their place, and the audit log stays whole', async () => {
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    world.zca.faults.add({ type: 'ratelimited', operation: 'list', retryAfterSeconds: 2 });
    const answer = privateAnswer(world, people.lan, () =>
      world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink oa zzzzzz' }),
    );
    await world.workspace.waitFor(() => world.zca.ledger.calls.some(({ fault }) => fault === 'ratelimited'));
    world = await rolled(world, await change(world.config));
    expect((await answer).text).toContain('zzzzzz');
    await press(world, people.minh, card, 'confirm');
    await resultOf(world, card);
    expect(world.zca.ledger.removals.map(({ id }) => id)).toEqual(['4318093042839471234']);
    const { url, prefix } = world.config.redis;
    const redis = new Redis(url);
    const { verdict } = await inspectAuditLog(redis, new Keys(prefix), new AuditKeys(auditKeys.toReversed()));
    redis.disconnect();
    expect(verdict).toMatchObject({ ok: true });
  });
});

/** Replaces the worker, then `web`, each by a process that has begun before the old one stops. */
async function rolled(world: World, config: Config): Promise<World> {
  const log = createLog('silent');
  const worker = await startWorker(config, log);
  await world.worker.stop();
  const web = await startWeb(config, log);
  world.workspace.connect(`http://127.0.0.1:${web.port}/slack/events`);
  await world.web.stop();
  return { ...world, config, web, worker };
}

function withSlack(config: Config, slack: Partial<Config['slack']>): Config {
  return { ...config, slack: { ...config.slack, ...slack } };
}

/** The default user has a password from the start, as far as its clients know: any is accepted (`nopass`). */
async function withSecondPassword(config: Config): Promise<Config> {
  const redis = new Redis(config.redis.url);
  await redis.call('ACL', 'SETUSER', 'default', 'resetpass', '>old', '>new');
  redis.disconnect();
  const url = new URL(config.redis.url);
  url.password = 'new';
  return { ...config, redis: { ...config.redis, url: url.href } };
}
