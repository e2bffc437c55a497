import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { slackSeat, zaloSeat } from '../../fixtures/seats.js';
import { approvers, people, places, useWorld } from '../../fixtures/world.js';
import { codeIn, Phones } from '../../fixtures/zalo-phones.js';

const phones = new Phones();
const zalo = { nga: '1110000000000000001', ba: '2220000000000000002', hoa: '5550000000000000005' };
const bot = { tu: 'aaaa9afa66b88fe6d6a9', vy: 'bbbb9afa66b88fe6d6a9' };
const configured = [
  { name: 'Nga', zaloOa: zalo.nga },
  { name: 'Bá', zaloOa: zalo.ba },
  { name: 'Tú', zaloBot: bot.tu },
  { name: 'Vy', zaloBot: bot.vy },
  { name: 'Hoa', slack: people.hoa, zaloOa: zalo.hoa },
];
const world = useWorld({
  messengers: phones.messengers,
  env: { SLACK_CARDS_CHANNEL: places.ops },
  policy: { approvers: [approvers, `zalo:${zalo.ba}`, `zalo-bot:${bot.vy}`] },
  change: (config) => ({ ...config, people: configured }),
});

describe.each([
  ['Slack', slackSeat(world), '4318093042839471234', '3448302585883376050'],
  [
    'the Official Account',
    zaloSeat(world, phones, 'zalo', zalo.nga, zalo.ba),
    '3914070798295433673',
    '168335841970104084',
  ],
  [
    'the Zalo bot',
    zaloSeat(world, phones, 'zalo-bot', bot.tu, bot.vy),
    '2837724047112601812',
    '4196879808907672642',
  ],
])('a request in %s', (_, seat, first, second) => {
  it('is confirmed by another person, run once, and its requester reads the result', async () => {
    const id = await seat.ask(`/unlink oa ${first}`);
    await seat.askAgain();
    await seat.approve(id);
    await seat.requesterReads(new RegExp(`${id}: done`, 'u'));
    expect(removals(id)).toHaveLength(1);
    await seat.approve(id);
    await seat.approverReads(/already confirmed|used that code|Confirmed by/u);
    expect(removals(id)).toHaveLength(1);
  });

  it('is not confirmed by whoever asked, and ends when they cancel it', async () => {
    const id = await seat.ask(`/unlink oa ${second}`);
    await seat.approveOwn(id);
    await seat.requesterReads(/not an approver|do not know that code/u);
    await seat.cancel(id);
    await seat.approverReads(new RegExp(`${id}[\\s\\S]*Cancelled`, 'u'));
    await seat.approve(id);
    await seat.approverReads(/was already cancelled|Cancelled by/u);
    expect(removals(id)).toHaveLength(0);
  });
});

describe('a request that lives in two chats', () => {
  it('is asked in Zalo, has a card in Slack, and is confirmed there', async () => {
    const before = new Set(
      world()
        .workspace.messages(places.ops)
        .map(({ ts }) => ts),
    );
    await phones.say(world(), 'zalo', zalo.nga, 'hủy liên kết oa 8726428550049344411');
    const card = await world().workspace.waitFor(
      () =>
        world()
          .workspace.messages(places.ops)
          .find(({ ts, thread_ts }) => thread_ts === undefined && !before.has(ts)),
      patienceMs,
    );
    await press(world(), people.minh, card, 'confirm');
    const id = requestIdOf(card);
    await phones.shows('zalo', zalo.nga, `${id}: done`);
    expect((await resultOf(world(), card)).text).toContain(`${id}: done`);
    expect(removals(id)).toHaveLength(1);
  });

  it('is asked in Slack and confirmed in Zalo, and the audit log names the person and the chat', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 7049892458742679398');
    const id = requestIdOf(card);
    const shown = await phones.shows('zalo', zalo.ba, new RegExp(`${id}[\\s\\S]*approve \\d{6}`, 'u'));
    expect(shown.buttons.map(({ title }) => title)).toEqual(['Confirm', 'Reject']);
    const [confirm] = shown.buttons;
    await phones.say(world(), 'zalo', zalo.ba, confirm?.payload ?? '');
    const result = await resultOf(world(), card);
    expect(result.text).toContain(`${id}: done`);
    expect(result.text).toContain('Bá');
    expect(result.text).not.toContain('zalo:');
    const told = await phones.shows('zalo', zalo.ba, `${id}: done`);
    expect(told.quotes).toBe(shown.id);
    expect(await entriesOf(id)).toMatchObject({
      asked: { actor: people.lan },
      approved: { actor: `zalo:${zalo.ba}`, surface: 'zalo' },
    });
  });

  it('is decided by one of two who press at the same moment in two chats', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 213663124431793786');
    const id = requestIdOf(card);
    const code = codeIn(await phones.shows('zalo', zalo.ba, new RegExp(`${id}[\\s\\S]*approve`, 'u')));
    await Promise.all([
      press(world(), people.minh, card, 'confirm'),
      phones.say(world(), 'zalo', zalo.ba, `duyệt ${code}`),
    ]);
    await resultOf(world(), card);
    expect(removals(id)).toHaveLength(1);
    expect(await actionsOf(id)).toMatchObject({ approved: 1, finished: 1 });
  });

  it('is rejected in Zalo with a reason that Slack shows', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 5205016870202658018');
    const id = requestIdOf(card);
    const code = codeIn(await phones.shows('zalo-bot', bot.vy, new RegExp(`${id}[\\s\\S]*approve`, 'u')));
    await phones.say(world(), 'zalo-bot', bot.vy, `từ chối ${code} chưa đến hạn`);
    await cardSays(world(), card, 'chưa đến hạn');
    await phones.shows('zalo', zalo.ba, new RegExp(`${id}[\\s\\S]*chưa đến hạn`, 'u'));
  });

  it('waits in Slack although Zalo is out of order', async () => {
    phones.refuses = () => ({ type: 'out_of_order', code: -216 });
    try {
      const card = await cardFor(world(), people.lan, '/unlink oa 2040347197383598647');
      await press(world(), people.minh, card, 'confirm');
      expect((await resultOf(world(), card)).text).toContain('done');
    } finally {
      phones.refuses = () => undefined;
    }
  });
});

describe('a request in Slack', () => {
  it('goes on to its end although Zalo takes calls and never answers', async () => {
    phones.hangs = true;
    try {
      const card = await cardFor(world(), people.lan, '/unlink oa 177469841916562005');
      await press(world(), people.minh, card, 'confirm');
      await cardSays(world(), card, 'Done: 1 OA unlinked');
    } finally {
      phones.hangs = false;
    }
  });
});

describe('numbers typed in Zalo', () => {
  it('are those of the list that came with the code, and of no later one', async () => {
    const { zca } = world();
    const names = ['Quán Cam Một', 'Quán Cam Hai', 'Quán Cam Ba'];
    for (const [at, name] of names.entries()) zca.link({ kind: 'oa', id: `900000000000000000${at}`, name });
    const before = phones.of('zalo', zalo.ba).length;
    const card = await cardFor(world(), people.lan, '/unlink oa Quán Cam');
    const id = requestIdOf(card);
    const choose = async (text: RegExp) => {
      const shown = await phones.shows('zalo', zalo.ba, text);
      return { shown, code: codeIn(shown) };
    };
    const first = await choose(new RegExp(`${id}[\\s\\S]*choose \\d{6}`, 'u'));
    await phones.say(world(), 'zalo', zalo.ba, `chọn ${first.code} 1 2`);
    const second = await choose(new RegExp(`${id}[\\s\\S]*☑ 2\\.[\\s\\S]*approve \\d{6}`, 'u'));
    const idOfFirst = /1\. .*?(90000000000000000\d\d)/u.exec(second.shown.text)?.[1] ?? '';
    zca.remove('oa', idOfFirst);
    await phones.say(world(), 'zalo', zalo.ba, `duyệt ${second.code}`);
    await phones.shows(
      'zalo',
      zalo.ba,
      new RegExp(`${id}[\\s\\S]*☑ 1\\.[\\s\\S]*☐ 2\\.[\\s\\S]*choose`, 'u'),
    );
    const told = () =>
      phones
        .of('zalo', zalo.ba)
        .slice(before)
        .filter(({ text }) => text.includes('changed'));
    const toldBefore = told().length;
    await phones.say(world(), 'zalo', zalo.ba, `chọn ${second.code} 2`);
    await expect.poll(() => told().length, { timeout: patienceMs }).toBeGreaterThan(toldBefore);
    expect(await actionsOf(id)).toMatchObject({ chosen: 1 });
  });
});

describe('a person with two accounts', () => {
  it('is a stranger in Zalo until both sides agree, and one person afterwards', async () => {
    await phones.say(world(), 'zalo', zalo.hoa, 'trợ giúp');
    await phones.shows('zalo', zalo.hoa, 'not linked yet');
    const note = await privateAnswer(world(), people.hoa, () =>
      world().workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink kết nối' }),
    );
    const code = /connect (\d{8})/u.exec(note.text)?.[1] ?? '';
    await phones.say(world(), 'zalo', zalo.hoa, `kết nối ${code}`);
    await phones.shows('zalo', zalo.hoa, 'Your account is linked');
    await phones.say(world(), 'zalo', zalo.hoa, 'oa 1807168970750833193');
    const mine = await phones.shows('zalo', zalo.hoa, /UR-[\s\S]*cancel \d{6}/u);
    const id = /UR-[0-9A-Z]+/u.exec(mine.text)?.[0] ?? '';
    const card = await world().workspace.waitFor(
      () =>
        world()
          .workspace.messages(places.ops)
          .find(({ text }) => text.includes(id)),
      patienceMs,
    );
    const refused = await privateAnswer(world(), people.hoa, () =>
      press(world(), people.hoa, card, 'confirm'),
    );
    expect(refused.text).toContain('somebody else must confirm');
    expect(removals(id)).toHaveLength(0);
  });
});

describe('a stranger in Zalo', () => {
  it('is told their own id three times, and has no say', async () => {
    const stranger = '9990000000000000009';
    for (let each = 0; each < 5; each += 1)
      await phones.say(world(), 'zalo', stranger, '/unlink oa 4318093042839471234');
    expect(phones.of('zalo', stranger).map(({ text }) => text.includes(`zalo:${stranger}`))).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('a code', () => {
  it('does nothing for somebody else, and a wrong one says so', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 3013812656138947694');
    const id = requestIdOf(card);
    const code = codeIn(await phones.shows('zalo', zalo.ba, new RegExp(`${id}[\\s\\S]*approve`, 'u')));
    await phones.say(world(), 'zalo-bot', bot.vy, `approve ${code === '000000' ? '000001' : '000000'}`);
    await phones.shows('zalo-bot', bot.vy, 'do not know that code');
    await phones.say(world(), 'zalo', zalo.nga, `approve ${code}`);
    await phones.shows('zalo', zalo.nga, 'do not know that code');
    expect(removals(id)).toHaveLength(0);
    const refused = (await logOf('')).filter(({ action }) => action === 'press_refused');
    expect(refused).toContainEqual(
      expect.objectContaining({
        actor: `zalo:${zalo.nga}`,
        surface: 'zalo',
        details: expect.objectContaining({ why: 'unknown_code' }),
      }),
    );
    expect(JSON.stringify(refused)).not.toContain(code);
    await press(world(), people.lan, card, 'cancel');
  });
});

describe('the audit log', () => {
  it('verifies with the entries of both chats', async () => {
    const { redis, config } = world();
    const connection = new Redis(redis.url);
    try {
      expect(await verifyAuditLog(connection, new Keys(config.redis.prefix))).toMatchObject({ ok: true });
    } finally {
      connection.disconnect();
    }
  });
});

function removals(requestId: string) {
  return world().zca.ledger.removals.filter(
    (removal) => 'requestId' in removal && removal.requestId === requestId,
  );
}

interface Entry {
  readonly requestId: string;
  readonly action: string;
  readonly actor: string;
  readonly surface?: string;
}

async function logOf(requestId: string): Promise<Entry[]> {
  const { redis, config } = world();
  const connection = new Redis(redis.url);
  const found: Entry[] = [];
  for await (const { entry } of auditLines(connection, new Keys(config.redis.prefix)))
    found.push(JSON.parse(entry) as Entry);
  connection.disconnect();
  return found.filter((entry) => entry.requestId === requestId);
}

async function entriesOf(requestId: string): Promise<{ readonly [action: string]: Entry }> {
  return Object.fromEntries((await logOf(requestId)).map((entry) => [entry.action, entry]));
}

async function actionsOf(requestId: string): Promise<{ readonly [action: string]: number }> {
  const counts: { [action: string]: number } = {};
  for (const { action } of await logOf(requestId)) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}
