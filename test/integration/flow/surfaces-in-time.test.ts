import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/ops/logger.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import { slackSeat, zaloSeat } from '../../fixtures/seats.js';
import { approvers, places, useWorld, type World } from '../../fixtures/world.js';
import { codeIn, Phones } from '../../fixtures/zalo-phones.js';

const phones = new Phones();
const zalo = { nga: '1110000000000000001', ba: '2220000000000000002' };
const bot = { tu: 'aaaa9afa66b88fe6d6a9', vy: 'bbbb9afa66b88fe6d6a9' };
const begun = useWorld({
  messengers: phones.messengers,
  env: { SLACK_CARDS_CHANNEL: places.ops },
  policy: { approvers: [approvers, `zalo:${zalo.ba}`, `zalo-bot:${bot.vy}`], stopWindowMs: 2_500 },
  rules: [{ kind: 'app', change: { lifetimeMs: 3_000, remindersMs: [] } }],
  change: (config) => ({
    ...config,
    people: [
      { name: 'Nga', zaloOa: zalo.nga },
      { name: 'Bá', zaloOa: zalo.ba },
      { name: 'Tú', zaloBot: bot.tu },
      { name: 'Vy', zaloBot: bot.vy },
    ],
  }),
});

let newest: World['worker'] | null = null;
const world = (): World => ({ ...begun(), worker: newest ?? begun().worker });

afterAll(async () => {
  await newest?.stop();
});

async function restartWorker(): Promise<void> {
  const { worker, config } = world();
  await worker.stop();
  newest = await startWorker(config, createLog('silent'), undefined, undefined, phones.messengers);
}

describe.each([
  [
    'Slack',
    slackSeat(world),
    ['2791234630649070902', '4318093042839471234', '3448302585883376050', '3914070798295433673'],
  ],
  [
    'the Official Account',
    zaloSeat(world, phones, 'zalo', zalo.nga, zalo.ba),
    ['3465877148625945001', '168335841970104084', '2837724047112601812', '4196879808907672642'],
  ],
  [
    'the Zalo bot',
    zaloSeat(world, phones, 'zalo-bot', bot.tu, bot.vy),
    ['528697791921654825', '8726428550049344411', '7049892458742679398', '213663124431793786'],
  ],
] as const)('a request in %s', (_, seat, [app, stopped, thrice, restarted]) => {
  it('expires, and nobody can confirm it afterwards', async () => {
    const id = await seat.ask(`/unlink app ${app}`);
    await seat.requesterReads(new RegExp(`${id}[\\s\\S]*(?:Expired|not confirmed in time)`, 'u'));
    await seat.approve(id);
    await seat.approverReads(/has expired|Expired|not confirmed in time/u);
    expect(removals(id)).toHaveLength(0);
  });

  it('is stopped before its run begins', async () => {
    const id = await seat.ask(`/unlink oa ${stopped}`);
    await seat.approve(id);
    await seat.stop(id);
    await seat.approverReads(/stopped|Stopped/u);
    expect(removals(id)).toHaveLength(0);
  });

  it('counts an approval once that arrives three times at once', async () => {
    const id = await seat.ask(`/unlink oa ${thrice}`);
    await seat.approveThrice(id);
    await seat.requesterReads(new RegExp(`${id}: done`, 'u'));
    expect(removals(id)).toHaveLength(1);
  });

  it('is confirmed and run although the worker was restarted in between', async () => {
    const id = await seat.ask(`/unlink oa ${restarted}`);
    await restartWorker();
    await seat.approve(id);
    await restartWorker();
    await seat.requesterReads(new RegExp(`${id}: done`, 'u'));
    expect(removals(id)).toHaveLength(1);
  });
});

describe('deliveries of Zalo that come in another order', () => {
  it('change nothing about what was decided before them', async () => {
    await phones.say(world(), 'zalo', zalo.nga, 'oa 5205016870202658018');
    const mine = await phones.shows('zalo', zalo.nga, /5205016870202658018[\s\S]*cancel \d{6}/u);
    const id = /UR-[0-9A-Z]+/u.exec(mine.text)?.[0] ?? '';
    const theirs = await phones.shows('zalo', zalo.ba, new RegExp(`${id}[\\s\\S]*approve \\d{6}`, 'u'));
    const sentAt = Date.now();
    await phones.say(world(), 'zalo', zalo.ba, `approve ${codeIn(theirs)}`);
    await phones.shows('zalo', zalo.nga, `${id}: done`);
    const late = { surface: 'zalo', account: zalo.nga, message: `late-${id}`, at: sentAt - 1 } as const;
    await phones.repeat(world(), { ...late, text: `cancel ${codeIn(mine)}` });
    await phones.shows('zalo', zalo.nga, /already|is done|has ended|over/u);
    expect(removals(id)).toHaveLength(1);
  });
});

function removals(requestId: string) {
  return begun().zca.ledger.removals.filter(
    (removal) => 'requestId' in removal && removal.requestId === requestId,
  );
}
