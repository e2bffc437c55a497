import { describe, expect, it } from 'vitest';
import { places, useWorld } from '../../fixtures/world.js';
import { codeIn, Phones } from '../../fixtures/zalo-phones.js';

const phones = new Phones();
const nga = 'aaaa9afa66b88fe6d6a9';
const ba = 'bbbb9afa66b88fe6d6a9';
const world = useWorld({
  messengers: phones.messengers,
  env: {
    SLACK: 'off',
    SLACK_BOT_TOKEN: '',
    SLACK_SIGNING_SECRET: '',
    UNLINK_APPROVERS: '',
    ZALO_BOT_TOKEN: '1459:abc',
    ZALO_BOT_SECRET: 'bot-secret-0123',
  },
  policy: { approvers: [`zalo-bot:${ba}`] },
  change: (config) => ({
    ...config,
    people: [
      { name: 'Nga', zaloBot: nga },
      { name: 'Bá', zaloBot: ba },
    ],
  }),
});

describe('a team without Slack', () => {
  it('asks, approves and reads the result in Zalo, and nothing is sent to Slack', async () => {
    await phones.say(world(), 'zalo-bot', nga, 'oa 4318093042839471234');
    const code = codeIn(await phones.shows('zalo-bot', ba, /approve \d{6}/u));
    await phones.say(world(), 'zalo-bot', ba, `duyệt ${code}`);
    await phones.shows('zalo-bot', nga, 'done');
    expect(world().zca.asset('oa', '4318093042839471234')).toBeNull();
    expect(world().workspace.calls).toEqual([]);
    expect(world().workspace.messages(places.ops)).toEqual([]);
  });

  it('has a door for Zalo and none for Slack', async () => {
    const { port } = world().web;
    const status = async (path: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST' })).status;
    expect(await status('/slack/events')).toBe(404);
    expect(await status('/zalo/bot')).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  it('has the queue of Zalo’s events among its metrics', async () => {
    const { port } = world().web;
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('zca_unlink_queue_jobs{queue="zalo",state="waiting"} 0');
  });

  it('gets alerts in the log', async () => {
    phones.refuses = (_, account) => (account === ba ? { type: 'person_unreachable', code: 403 } : undefined);
    await phones.say(world(), 'zalo-bot', nga, 'oa 3448302585883376050');
    await phones.shows('zalo-bot', nga, 'nobody can approve');
    expect(world().logged.some((line) => line.includes('approvers_unreachable'))).toBe(true);
  });
});
