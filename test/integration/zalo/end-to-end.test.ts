import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalZalo, startZalo } from '../../../sandbox/zalo/zalo.js';
import { cardFor, requestIdOf, resultOf } from '../../fixtures/conversation.js';
import { botToken, lan, oaId, oaSecret, zaloApp } from '../../fixtures/local-zalo.js';
import { patienceMs } from '../../fixtures/patience.js';
import { approvers, people, places, startWorld, stopWorld, type World } from '../../fixtures/world.js';

const botSecret = 'secret-of-the-bot';
const director = `zalo:${lan.oa}`;
let zalo: LocalZalo;
let world: World;

/** The whole bot beside a local Zalo: real HTTP, Redis and signatures. Lan is the director, who has only Zalo. */
beforeAll(async () => {
  zalo = await startZalo({ ...zaloApp, oaSecret, botToken, retryDelaysMs: [50, 50] });
  world = await startWorld({
    env: {
      ZALO_APP_ID: zaloApp.appId,
      ZALO_OA_ID: oaId,
      ZALO_OA_SECRET: oaSecret,
      ZALO_OA_TOKENS: `${oaId}=${zalo.issueTokens().access_token}`,
      ZALO_BOT_TOKEN: botToken,
      ZALO_BOT_SECRET: botSecret,
      ZALO_BOT_API_URL: zalo.url,
      SLACK_CARDS_CHANNEL: places.ops,
    },
    policy: { approvers: [approvers, director] },
    change: (config) => ({
      ...config,
      zalo: { ...config.zalo, apiUrl: zalo.url, timeoutMs: 2_000 },
      people: [{ name: 'Chị Lan', zaloOa: lan.oa }],
    }),
  });
  zalo.office.webhook = `http://127.0.0.1:${world.web.port}/zalo/webhook`;
});

afterAll(async () => {
  await stopWorld(world);
  await zalo.close();
});

describe('the whole bot beside a local Zalo', () => {
  it('takes a decision on a request from Slack, typed in Zalo with its code', async () => {
    zalo.people.say('lan', 'trợ giúp');
    await shown('Unlink an Official Account');
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    const id = requestIdOf(card);
    const asked = await shown(`${id}`);
    expect(asked).toContain('Bán hàng Sài Gòn – Đại lý · OA 4318093042839471234');
    const code = /approve (\d{6})/u.exec(asked)?.[1] ?? '';
    zalo.people.say('lan', `duyệt ${code}`);
    expect((await resultOf(world, card)).text).toContain('confirmed by');
    await shown(`${id}: done`);
    expect(world.zca.asset('oa', '4318093042839471234')).toBeNull();
  });

  it('counts a decision once that Zalo sends three times, and tells a late one who decided', async () => {
    const card = await cardFor(world, people.hoa, '/unlink oa 3448302585883376050');
    const id = requestIdOf(card);
    const code = /approve (\d{6})/u.exec(await shown(id))?.[1] ?? '';
    Object.assign(zalo.office.manners, { copies: 3 });
    zalo.people.say('lan', `approve ${code}`);
    await resultOf(world, card);
    Object.assign(zalo.office.manners, { copies: 1 });
    zalo.people.say('lan', `approve ${code}`);
    await shown(`${id} was already confirmed`);
    expect(world.zca.ledger.removals.filter((each) => each.id === '3448302585883376050')).toHaveLength(1);
  });

  it('hears nobody of another OA of the same app, who has other ids there', async () => {
    const card = await cardFor(world, people.hoa, '/unlink oa 2040347197383598647');
    const code = /approve (\d{6})/u.exec(await shown(requestIdOf(card)))?.[1] ?? '';
    zalo.office.send({
      ...{ event_name: 'user_send_text', app_id: zaloApp.appId, timestamp: String(Date.now()) },
      ...{ sender: { id: lan.oa }, recipient: { id: '999613280878808645' } },
      message: { text: `approve ${code}`, msg_id: 'of-another-oa' },
    });
    await expect
      .poll(() => world.logged.filter((line) => line.includes('zalo.event_unanswered')), {
        timeout: patienceMs,
      })
      .toHaveLength(1);
    expect(world.zca.asset('oa', '2040347197383598647')).not.toBeNull();
  });

  it('takes nothing that is not signed', async () => {
    const card = await cardFor(world, people.hoa, '/unlink oa 3914070798295433673');
    const id = requestIdOf(card);
    const code = /approve (\d{6})/u.exec(await shown(id))?.[1] ?? '';
    const before = zalo.office.records.length;
    Object.assign(zalo.office.manners, { signature: 'wrong' });
    zalo.people.say('lan', `approve ${code}`);
    await zalo.office.idle();
    const receipts = zalo.office.records.slice(before).map(({ receipt }) => receipt);
    expect(receipts.filter((each) => each?.type === 'answered' && each.status === 200)).toEqual([]);
    expect(receipts.length).toBeGreaterThan(0);
    expect(world.zca.asset('oa', '3914070798295433673')).not.toBeNull();
  });
});

/** Waits for a message of the OA on Lan's phone with these words; returns the newest. */
async function shown(words: string): Promise<string> {
  const find = () =>
    zalo
      .messages('lan')
      .filter(({ from }) => from === 'oa')
      .map(({ text }) => text)
      .findLast((text) => text.includes(words));
  await expect.poll(find, { timeout: 8_000 }).toBeDefined();
  return find() ?? '';
}
