import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalZalo, startZalo } from '../../../sandbox/zalo/zalo.js';
import { botToken, lan, oaSecret, zaloApp } from '../../fixtures/local-zalo.js';
import { patienceMs } from '../../fixtures/patience.js';
import { startWorld, stopWorld, type World } from '../../fixtures/world.js';

const botSecret = 'secret-of-the-bot';
const secrets = {
  ZALO_APP_SECRET: zaloApp.appSecret,
  ZALO_TOKEN_KEY: randomBytes(32).toString('base64'),
  ZALO_OA_SECRET: oaSecret,
  ZALO_BOT_TOKEN: botToken,
  ZALO_BOT_SECRET: botSecret,
};

describe('a bot with Zalo’s settings', () => {
  let zalo: LocalZalo;
  let world: World;
  beforeAll(async () => {
    zalo = await startZalo({ ...zaloApp, oaSecret, botToken });
    world = await startWorld({
      env: {
        ...secrets,
        ZALO_APP_ID: zaloApp.appId,
        ZALO_API_URL: zalo.url,
        ZALO_OAUTH_URL: zalo.url,
        ZALO_BOT_API_URL: zalo.url,
      },
    });
  });
  afterAll(async () => {
    await stopWorld(world);
    await zalo.close();
  });

  it('takes events at both webhooks, and its worker gets them', async () => {
    const url = `http://127.0.0.1:${world.web.port}`;
    zalo.office.webhook = `${url}/zalo/webhook`;
    zalo.botDoor.set(`${url}/zalo/bot`, botSecret);
    zalo.people.say('lan', '/unlink oa 1234');
    zalo.people.sayToBot('lan', 'duyệt 4821');
    await zalo.office.idle();
    expect(zalo.office.records.map(({ receipt }) => receipt)).toMatchObject([
      { status: 200 },
      { status: 200 },
    ]);
    // It speaks through the bot, and through no OA.
    const unanswered = () => world.logged.filter((line) => line.includes('zalo.event_unanswered'));
    await expect.poll(() => unanswered().length, { timeout: patienceMs }).toBe(1);
    await expect
      .poll(() => zalo.messages('lan', 'bot').map(({ text }) => text), { timeout: patienceMs })
      .toContainEqual(expect.stringContaining(`zalo-bot:${lan.bot}`));
  });

  it('shows none of its secrets in any log', () => {
    for (const secret of Object.values(secrets)) expect(world.logged.join('\n')).not.toContain(secret);
  });
});

describe('a bot without Zalo’s settings', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => stopWorld(world));

  it.each(['/zalo/webhook', '/zalo/bot'])('has no %s', async (path) => {
    const { status } = await fetch(`http://127.0.0.1:${world.web.port}${path}`, { method: 'POST' });
    expect(status).toBe(404);
  });
});
