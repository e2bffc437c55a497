import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardFor, press, privateAnswer, requestIdOf } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { restarted } from '../../fixtures/restarted.js';
import {
  approvers,
  people,
  places,
  startWorld,
  stopWorld,
  useWorld,
  type World,
} from '../../fixtures/world.js';
import { codeIn, Phones } from '../../fixtures/zalo-phones.js';

const nga = '1110000000000000001';
const minh = '3330000000000000003';

describe('what people send in Zalo', () => {
  const phones = new Phones();
  const world = useWorld({
    messengers: phones.messengers,
    budgets: { looksPerMinute: 4 },
    change: (config) => ({
      ...config,
      people: [
        { name: 'Nga', zaloOa: nga },
        { name: 'Minh', slack: people.minh, zaloOa: minh },
      ],
    }),
  });

  it('counts for nothing once their user in Slack was deactivated', async () => {
    const note = await privateAnswer(world(), people.minh, () =>
      world().workspace.post({ user: people.minh, channel: places.ops, text: '/unlink connect' }),
    );
    const code = /connect (\d{8})/u.exec(note.text)?.[1] ?? '';
    await phones.say(world(), 'zalo', minh, `connect ${code}`);
    await phones.shows('zalo', minh, 'Your account is linked');
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    const shown = await phones.shows('zalo', minh, new RegExp(`${requestIdOf(card)}[\\s\\S]*approve`, 'u'));
    world().workspace.setPerson(people.minh, { deleted: true });
    await phones.say(world(), 'zalo', minh, `approve ${codeIn(shown)}`);
    await phones.shows('zalo', minh, 'I do not know you');
    await phones.say(world(), 'zalo', minh, 'pending');
    expect(phones.of('zalo', minh).at(-1)?.text).toContain('I do not know you');
    expect(world().zca.asset('oa', '4318093042839471234')).not.toBeNull();
  });

  it.each([
    ['stickers', null],
    ['commands that are none', 'chào buổi sáng'],
    ['codes for linking', 'connect 12345678'],
  ])('is answered as often as the policy allows, for %s too', async (_, text) => {
    const before = phones.of('zalo', nga).length;
    for (let each = 0; each < 8; each += 1) await phones.say(world(), 'zalo', nga, text);
    // Four answers, and one that says when there will be more; the three cases share a minute.
    expect(phones.of('zalo', nga).length - before).toBeLessThanOrEqual(5);
  });
});

describe('a request asked in Zalo', () => {
  const phones = new Phones();
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      messengers: phones.messengers,
      env: { SLACK_CARDS_CHANNEL: places.ops },
      policy: { approvers: [approvers] },
      change: (config) => ({ ...config, people: [{ name: 'Minh', zaloOa: minh }] }),
    });
  });
  afterAll(() => stopWorld(world));

  it('is not confirmed by its requester once the configuration ties the account to their Slack user', async () => {
    await phones.say(world, 'zalo', minh, 'oa 2040347197383598647');
    const card = await world.workspace.waitFor(() => world.workspace.messages(places.ops).at(-1), patienceMs);
    const person = { name: 'Minh', slack: people.minh, zaloOa: minh };
    world = await restarted(world, (config) => ({ ...config, people: [person] }), phones.messengers);
    const refused = await privateAnswer(world, people.minh, () => press(world, people.minh, card, 'confirm'));
    expect(refused.text).toContain('somebody else must confirm');
    expect(world.zca.asset('oa', '2040347197383598647')).not.toBeNull();
  });
});

describe('an approval given in Zalo, of two that are needed', () => {
  const phones = new Phones();
  const world = useWorld({
    messengers: phones.messengers,
    policy: { approvers: [approvers, `zalo:${nga}`], approvals: 2 },
    change: (config) => ({ ...config, people: [{ name: 'Nga', zaloOa: nga }] }),
  });

  it('can be taken back and given again, each time with a code of its own', async () => {
    const id = requestIdOf(await cardFor(world(), people.lan, '/unlink oa 4318093042839471234'));
    const cards = () => phones.of('zalo', nga).filter(({ text }) => /approve \d{6}/u.test(text));
    const approved = () => phones.of('zalo', nga).filter(({ text }) => /take back \d{6}/u.test(text));
    const shown = await phones.shows('zalo', nga, new RegExp(`${id}[\\s\\S]*approve`, 'u'));
    await phones.say(world(), 'zalo', nga, `approve ${codeIn(shown)}`);
    const given = await phones.shows('zalo', nga, /take back \d{6}/u);
    await phones.say(world(), 'zalo', nga, `take back ${codeIn(given)}`);
    await expect.poll(() => cards().length, { timeout: patienceMs }).toBe(2);
    const [first, second] = cards().map(codeIn);
    expect(second).not.toBe(first);
    await phones.say(world(), 'zalo', nga, `approve ${second}`);
    await expect.poll(() => approved().length, { timeout: patienceMs }).toBe(2);
  });
});
