import { describe, expect, it } from 'vitest';
import { cardFor, press, requestIdOf, threadSays } from '../../fixtures/conversation.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { people, places, useWorld } from '../../fixtures/world.js';
import { codeIn, Phones } from '../../fixtures/zalo-phones.js';

const nga = '1110000000000000001';
const ba = '2220000000000000002';
const vy = 'bbbb9afa66b88fe6d6a9';
const configured = [
  { name: 'Nga', zaloOa: nga },
  { name: 'Bá', zaloOa: ba },
  { name: 'Vy', zaloBot: vy },
];
const silent = (...accounts: readonly string[]) => {
  return (_: string, account: string) =>
    accounts.includes(account) ? ({ type: 'person_unreachable', code: -230 } as const) : undefined;
};

describe('a request that only people in Zalo may approve', () => {
  const phones = new Phones();
  const world = useWorld({
    ...withOpsChannel,
    messengers: phones.messengers,
    policy: { approvers: [`zalo:${ba}`, `zalo-bot:${vy}`] },
    change: (config) => ({ ...config, people: configured }),
  });

  it('says at once in its thread in Slack that no message reaches them, and raises no alert', async () => {
    phones.refuses = silent(ba, vy);
    const card = await cardFor(world(), people.lan, '/unlink oa 7049892458742679398');
    const said = await threadSays(world(), card, 'nobody can approve');
    expect(said.text).toContain(`<@${people.lan}>`);
    expect(alerts(world(), requestIdOf(card))).toEqual([]);
    await press(world(), people.lan, card, 'cancel');
  });

  it('says nothing while one of them can be reached', async () => {
    phones.refuses = silent(ba);
    const card = await cardFor(world(), people.lan, '/unlink oa 213663124431793786');
    const id = requestIdOf(card);
    const code = codeIn(await phones.shows('zalo-bot', vy, new RegExp(`${id}[\\s\\S]*approve`, 'u')));
    await phones.say(world(), 'zalo-bot', vy, `từ chối ${code} chưa đến hạn`);
    await threadSays(world(), card, 'chưa đến hạn');
    const warned = world()
      .workspace.messages(places.ops)
      .filter(({ text }) => text.includes('nobody can approve') && text.includes(id));
    expect(warned).toEqual([]);
  });

  it('tells whoever asked in Zalo and the operators, and an approver who writes gets it and approves', async () => {
    phones.refuses = silent(ba, vy);
    await phones.say(world(), 'zalo', nga, 'oa 3914070798295433673');
    const said = await phones.shows('zalo', nga, 'nobody can approve');
    expect(said.text).toContain('Bá');
    const id = /UR-[0-9A-Z]+/u.exec(said.text)?.[0] ?? '';
    await alert(world(), id);
    phones.refuses = () => undefined;
    await phones.say(world(), 'zalo', ba, 'trợ giúp');
    const card = await phones.shows('zalo', ba, new RegExp(`${id}[\\s\\S]*approve \\d{6}`, 'u'));
    await phones.say(world(), 'zalo', ba, `duyệt ${codeIn(card)}`);
    await phones.shows('zalo', nga, `${id}: done`);
  });
});
