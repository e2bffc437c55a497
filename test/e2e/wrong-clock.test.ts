import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.js';
import type { Message } from '../../sandbox/slack/page-contract.js';
import { cardFor, current, offers, press, requestIdOf, resultOf } from '../fixtures/conversation.js';
import { alert, withOpsChannel } from '../fixtures/ops-channel.js';
import { asking } from '../fixtures/redis-in-trouble.js';
import { approvers, people, places, startWorld, stopWorld, type World } from '../fixtures/world.js';

const second = 1_000;
const hour = 3_600 * second;
const silent = createWriteStream('/dev/null');
const shift = new URL('../fixtures/shifted-clock.mjs', import.meta.url).href;

/** The built processes beside a Redis and a Slack whose clocks are right. */
describe('on machines with wrong clocks,', () => {
  let world: World;
  let processes: BotProcess[] = [];
  beforeAll(async () => {
    world = await startWorld(withOpsChannel);
    await world.web.stop();
    await world.worker.stop();
  });
  afterEach(async () => {
    await Promise.all(processes.map(end));
    processes = [];
  });
  afterAll(() => stopWorld(world));

  async function start(entry: 'web' | 'worker', shiftMs: number): Promise<BotProcess> {
    const { config, workspace, zca, zcaToken } = world;
    const env = {
      ...{ PATH: process.env['PATH'], PORT: '0', BOT_LOCALE: 'en', OPS_CHANNEL: places.general },
      ...{ NODE_OPTIONS: `--import ${shift}`, SHIFT_MS: String(shiftMs) },
      REDIS_URL: config.redis.url,
      REDIS_PREFIX: config.redis.prefix,
      SLACK_BOT_TOKEN: config.slack.botToken,
      SLACK_SIGNING_SECRET: config.slack.signingSecret,
      SLACK_API_URL: config.slack.apiUrl,
      ZCA_API_URL: zca.url,
      ZCA_API_TOKEN: zcaToken,
      UNLINK_APPROVERS: approvers,
    };
    const started = await startBotProcess(`dist/src/${entry}.js`, env, silent);
    processes.push(started);
    if (entry === 'web') workspace.connect(`http://127.0.0.1:${started.ready.port}/slack/events`);
    return started;
  }

  /** A time in the stored request, in milliseconds from now. */
  async function fromNow(card: Message, time: 'askedAt' | 'expiresAt' | 'decision'): Promise<number> {
    const key = `${world.config.redis.prefix}:request:${requestIdOf(card)}`;
    const record = JSON.parse((await asking(world.redis, (client) => client.hget(key, 'record'))) ?? '{}');
    return (time === 'decision' ? record.decision.at : record[time]) - Date.now();
  }

  it.each([
    ['web 45 s behind, the worker two days ahead', -45 * second, 48 * hour],
    ['web 10 min ahead, the worker 25 h behind', 600 * second, -25 * hour],
  ])(
    '%s: commands, presses and cards have the right time, and nothing begins early',
    async (_, web, wrong) => {
      await start('web', web);
      const worker = await start('worker', wrong);
      const waiting = await cardFor(world, people.lan, '/unlink --dry-run oa 1234');
      expect(Math.abs(await fromNow(waiting, 'askedAt'))).toBeLessThan(30 * second);
      expect(await fromNow(waiting, 'expiresAt')).toBeGreaterThan(23 * hour);
      const pressed = await cardFor(world, people.lan, '/unlink --dry-run app 5678');
      await press(world, people.minh, pressed, 'confirm');
      await resultOf(world, pressed);
      expect(Math.abs(await fromNow(pressed, 'decision'))).toBeLessThan(30 * second);
      await alert(world, 'Redis’s');
      // A worker with a right clock also starts no job of the wrong clock before its time.
      await end(worker);
      await start('worker', 0);
      await cardFor(world, people.lan, '/unlink --dry-run app 1234');
      expect(offers(current(world.workspace, waiting), 'confirm')).toBe(true);
    },
  );
});

async function end({ child }: BotProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
