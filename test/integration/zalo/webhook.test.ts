import { UnrecoverableError } from 'bullmq';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LocalZalo } from '../../../sandbox/zalo/zalo.js';
import {
  botWebhook,
  botWebhookPath,
  oaWebhook,
  oaWebhookPath,
} from '../../../src/chat/zalo/inbound/webhook.js';
import type { ZaloEvent, ZaloEvents } from '../../../src/flow/ports/zalo-events.js';
import { startZaloWorker, ZaloQueue } from '../../../src/jobs/zalo-queue.js';
import { listen } from '../../../src/ops/http-server.js';
import { unreplicated } from '../../../src/store/replicas.js';
import {
  botToken,
  collectedAlerts,
  lan,
  oaId,
  oaSecret,
  startLocalZalo,
  zaloApp,
} from '../../fixtures/local-zalo.js';
import { redisShelf } from '../store/redis-shelf.js';

const shelf = redisShelf();
const hourMs = 3_600_000;
const botSecret = 'secret-of-the-bot';
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

describe('the webhook of an OA', () => {
  it('stores what people write before it answers, and a worker gets each once', async () => {
    const { zalo, handled } = await open();
    Object.assign(zalo.office.manners, { copies: 3, reverseOf: 2 });
    zalo.people.say('lan', '/unlink oa 1234');
    zalo.people.say('lan', 'cảm ơn');
    await zalo.office.idle();
    expect(statuses(zalo)).toEqual([200, 200, 200, 200, 200, 200]);
    await expect.poll(() => handled.length).toBe(2);
    expect(handled.map((event) => 'text' in event && event.text).sort()).toEqual([
      '/unlink oa 1234',
      'cảm ơn',
    ]);
    expect(handled[0]).toMatchObject({ type: 'text', from: { surface: 'zalo', id: lan.oa }, to: oaId });
  });

  it('reads ids that come as numbers without losing a digit', async () => {
    const { zalo, handled } = await open();
    zalo.office.manners.ids = 'number';
    zalo.people.say('lan', 'xin chào');
    await expect.poll(() => handled.length).toBe(1);
    expect(handled[0]).toMatchObject({ from: { id: lan.oa }, to: oaId });
  });

  it.each([
    { signature: 'wrong' } as const,
    { signature: 'missing' } as const,
    { signature: 'app_secret' } as const,
    { isReencoded: true } as const,
  ])('answers 401 to what is not signed as it is: %j', async (manners) => {
    const { zalo, taken } = await open();
    Object.assign(zalo.office.manners, manners);
    zalo.people.say('lan', 'xin chào');
    await zalo.office.idle();
    expect(statuses(zalo)).toEqual([401, 401, 401]);
    expect(taken()).toBe(0);
  });

  it('answers 200 to what it does not know, to echoes, stickers and follows', async () => {
    const { zalo, handled } = await open();
    zalo.office.send({
      event_name: 'user_seen_message',
      app_id: zaloApp.appId,
      timestamp: String(Date.now()),
    });
    zalo.office.send({
      ...{ event_name: 'oa_send_text', app_id: zaloApp.appId, timestamp: String(Date.now()) },
      ...{ sender: { id: oaId }, recipient: { id: lan.oa }, message: { text: 'x', msg_id: 'm' } },
    });
    zalo.people.sendPicture('lan', 'sticker');
    zalo.people.follow('lan');
    await zalo.office.idle();
    expect(statuses(zalo)).toEqual([200, 200, 200, 200]);
    await expect.poll(() => handled.map(({ type }) => type).sort()).toEqual(['follow', 'picture']);
  });

  it('gives an event up that cannot be handled, and raises an alert', async () => {
    const { zalo, alerts, givenUp } = await open(async () => {
      throw new UnrecoverableError('broken');
    });
    zalo.people.say('lan', 'xin chào');
    await expect.poll(() => alerts.raised).toMatchObject([{ type: 'job_failed', queue: 'zalo' }]);
    expect(givenUp).toMatchObject([{ type: 'text', text: 'xin chào' }]);
  });

  it('drops with a 200 what is repeated twelve hours later, and what is from the future', async () => {
    const on = await open();
    on.zalo.people.say('lan', 'xin chào');
    await expect.poll(() => on.handled.length).toBe(1);
    on.pass(12 * hourMs);
    const [record] = on.zalo.office.records;
    if (record === undefined) throw new Error('nothing was delivered');
    expect(await on.zalo.office.again(record)).toMatchObject({ status: 200 });
    on.pass(-14 * hourMs);
    expect(await on.zalo.office.again(record)).toMatchObject({ status: 200 });
    expect(on.taken()).toBe(1);
  });

  it('answers 503 while Redis takes nothing, and stores the event when Zalo sends it again', async () => {
    const on = await open();
    on.refuseNext(1);
    on.zalo.people.say('lan', 'xin chào');
    await on.zalo.office.idle();
    expect(statuses(on.zalo)).toEqual([503, 200]);
    await expect.poll(() => on.handled.length).toBe(1);
  });

  it('answers within two seconds while Redis does not answer', async () => {
    const on = await open();
    on.stallNext();
    on.zalo.people.say('lan', 'xin chào');
    await on.zalo.office.idle();
    expect(statuses(on.zalo)).toEqual([503, 200]);
  });

  it('refuses a body that is too large or no JSON', async () => {
    const { url } = await open();
    const post = async (body: string) => {
      const headers = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
      const { status } = await fetch(`${url}${oaWebhookPath}`, { method: 'POST', headers, body });
      return status;
    };
    expect(await post('x'.repeat(70_000))).toBe(413);
    expect(await post('{')).toBe(401);
    expect(await post('['.repeat(60_000))).toBe(401);
    expect(await post('"\\'.repeat(30_000))).toBe(401);
  });
});

describe('the webhook of the Zalo bot', () => {
  it('takes what carries its secret, wrapped or bare', async () => {
    const { zalo, handled, url } = await open();
    zalo.botDoor.set(`${url}${botWebhookPath}`, botSecret);
    zalo.people.sayToBot('lan', 'duyệt 4821');
    await zalo.office.idle();
    zalo.botDoor.isWrapped = false;
    zalo.people.sayToBot('lan', 'duyệt 4822', 'group-1');
    await expect.poll(() => handled.length).toBe(2);
    expect(handled).toMatchObject([
      { type: 'text', text: 'duyệt 4821', isInGroup: false, from: { surface: 'zalo-bot', id: lan.bot } },
      { type: 'text', text: 'duyệt 4822', isInGroup: true, to: 'group-1' },
    ]);
  });

  it('answers 401 to another secret', async () => {
    const { zalo, taken, url } = await open();
    zalo.botDoor.set(`${url}${botWebhookPath}`, 'another-secret');
    zalo.people.sayToBot('lan', 'duyệt 4821');
    await zalo.office.idle();
    expect(statuses(zalo)).toEqual([401]);
    expect(taken()).toBe(0);
  });
});

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Both webhooks over HTTP, with a real queue and a worker, and the local Zalo that delivers to them. */
async function open(handle: (event: ZaloEvent) => Promise<void> = async () => undefined) {
  const { redis, keys } = shelf();
  const prefix = keys.probe.replace(/:probe$/u, '');
  const connection = redis.duplicate({ maxRetriesPerRequest: null });
  closing.push(async () => connection.disconnect());
  const queue = new ZaloQueue(
    { connection, prefix, log: silent },
    { replicas: unreplicated, alerts: collectedAlerts(), rememberMs: 3 * hourMs },
  );
  closing.push(() => queue.close());
  const handled: ZaloEvent[] = [];
  const givenUp: ZaloEvent[] = [];
  const alerts = collectedAlerts();
  const handling = {
    handle: async (event: ZaloEvent) => {
      await handle(event);
      handled.push(event);
    },
    giveUp: async (event: ZaloEvent) => void givenUp.push(event),
  };
  const worker = startZaloWorker({ connection, prefix, log: silent }, handling, alerts);
  closing.push(() => worker.close());
  await Promise.all([queue.ready(), worker.ready()]);
  let aheadMs = 0;
  let refusals = 0;
  let isStalled = false;
  let taken = 0;
  const events: ZaloEvents = {
    take: async (event) => {
      if (isStalled) {
        isStalled = false;
        return new Promise(() => undefined);
      }
      refusals -= 1;
      if (refusals >= 0) throw new Error('full');
      taken += 1;
      return queue.take(event);
    },
  };
  const ports = { events, now: () => Date.now() + aheadMs, log: silent };
  const oa = oaWebhook({ ...ports, appId: zaloApp.appId, secret: oaSecret, maxAgeMs: 2.5 * hourMs });
  const bot = botWebhook({ ...ports, secret: botSecret });
  const server = await listen(
    [
      { method: 'POST', path: oaWebhookPath, handle: oa },
      { method: 'POST', path: botWebhookPath, handle: bot },
    ],
    { port: 0, host: '127.0.0.1', setting: 'PORT', log: silent },
  );
  onTestFinished(() => server.close());
  const zalo = await startLocalZalo({ botToken });
  const url = `http://127.0.0.1:${server.port}`;
  zalo.office.webhook = `${url}${oaWebhookPath}`;
  return {
    ...{ zalo, handled, givenUp, url, alerts },
    taken: () => taken,
    pass: (ms: number) => {
      aheadMs += ms;
    },
    refuseNext: (count: number) => {
      refusals = count;
    },
    stallNext: () => {
      isStalled = true;
    },
  };
}

function statuses(zalo: LocalZalo): (number | string | undefined)[] {
  return zalo.office.records.map(({ receipt }) =>
    receipt?.type === 'answered' ? receipt.status : receipt?.type,
  );
}
