import { describe, it } from 'vitest';
import type { Message } from '../../sandbox/slack/page-contract.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../fixtures/conversation.js';
import { dialogOf, submitDialog } from '../fixtures/dialogs.js';
import { people, places, type World, type WorldOptions } from '../fixtures/world.js';
import { Album } from './album.js';
import type { AtThePage } from './at-the-page.js';
import { useWindows } from './windows.js';
import { type Locale, locales, said } from './words.js';

const second = 1_000;
const dealers = '4318093042839471234';
const clinic = '177469841916562005';
const slow = '213663124431793786';
const failing = '5205016870202658018';
const shops = ['8726428550049344411', '7049892458742679398', slow, failing] as const;
const reasons = { en: 'Still sends the bills until Friday', vi: 'Vẫn gửi hóa đơn đến hết thứ Sáu' };
const why = { en: 'shop closed', vi: 'đã đóng cửa hàng' };

/**
 * Each look of a request needs its own policy, by kind and channel, so that one workspace has all.
 */
const options: WorldOptions = {
  policy: { heavy: { verified: false, names: ['nha khoa'], moreThan: null } },
  rules: [
    { kind: 'app', change: { approvals: 2 } },
    { channel: places.general, change: { stopWindowMs: 60 * second } },
    { kind: 'app', channel: places.general, change: { lifetimeMs: 3 * second, remindersMs: [] } },
  ],
  change: (config) => ({ ...config, zca: { ...config.zca, concurrency: 1, timeoutMs: 20 * second } }),
  prepare: (workspace) =>
    workspace.setMembers(places.general, [...Object.values(people), workspace.state().bot.user_id]),
};

/** Pictures of every text of the bot, in both languages and two widths, for people to look at. */
describe('pictures', () => {
  const windows = useWindows();

  it.each(locales)('show pending cards and the dialogs: %s', async (locale) => {
    const world = await windows.begin(locale, options);
    const { workspace, zca } = world;
    const album = await Album.open(windows, locale);
    const ask = (text: string) => cardFor(world, people.lan, `/unlink ${text}`);
    await album.visit('minh', places.ops);

    const one = await ask(`oa ${dealers} -- ${why[locale]}`);
    await album.card('pending', requestIdOf(one), dealers);
    const several = await ask('oa cham soc khach hang');
    await album.card('pending-several', requestIdOf(several), '5131352015352641756');
    const many = await ask('oa cua hang');
    await album.card('pending-many', requestIdOf(many), 'cua hang');
    const [first, second] = shops;
    const both = await ask(`oa ${first}, ${second}`);
    zca.rename('oa', first, 'Điện hoa toàn quốc');
    await privateAnswer(world, people.minh, () => press(world, people.minh, both, 'confirm'));
    await album.note('list-changed-note', 'Điện hoa toàn quốc');
    await album.card('list-changed', requestIdOf(both), said[locale].changed);
    const app = await ask('app 5676885507861205678');
    await press(world, people.hoa, app, 'confirm');
    await album.card('one-of-two', requestIdOf(app), said[locale].oneOfTwo);
    const dry = await ask('oa 3914070798295433673 --dry-run');
    await album.card('dry-run', requestIdOf(dry), said[locale].waiting);
    const heavy = await ask(`oa ${clinic}`);
    await album.card('heavy', requestIdOf(heavy), '🔐');

    await press(world, people.minh, heavy, 'confirm');
    const digits = await dialogOf(world, people.minh);
    await album.take('digits', ({ page }) => page.getByRole('dialog'));
    await album.take('digits-wrong', async ({ page, words }) => {
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('2006');
      await dialog.getByRole('button', { name: words.digitsSubmit }).click();
      await dialog.getByRole('alert').waitFor();
      return dialog;
    });
    await workspace.closeView({ user: people.minh, view_id: digits.id });
    await press(world, people.minh, one, 'reject');
    const reject = await dialogOf(world, people.minh);
    await album.take('reject', ({ page }) => page.getByRole('dialog'));
    await workspace.closeView({ user: people.minh, view_id: reject.id });
    await album.take('sure', async (me) => {
      await me.press(me.card(requestIdOf(one)), 'confirm');
      return me.page.getByRole('alertdialog');
    });

    await album.visit('lan', places.ops);
    await workspace.post({ user: people.lan, channel: places.ops, text: '/unlink' });
    await album.take('form', ({ page }) => page.getByRole('dialog'));
    await album.take('form-filled', async (me) => {
      const dialog = me.page.getByRole('dialog');
      await me.pick(dialog, 'ban hang', ['Bán hàng Sài Gòn – Đại lý', 'Bán hàng Sài Gòn – Bán lẻ']);
      await dialog.getByRole('textbox', { name: me.words.reason }).fill(why[locale]);
      return dialog;
    });
    await album.take('form-search', async (me) => {
      const dialog = me.page.getByRole('dialog');
      const picker = dialog.getByRole('combobox', { name: me.words.toUnlink });
      await picker.click();
      await picker.fill('nha thuoc');
      await dialog.getByRole('option', { name: 'Nhà thuốc' }).first().waitFor();
      await dialog.getByRole('option', { name: 'Bán hàng' }).first().waitFor({ state: 'detached' });
      return dialog;
    });
    await workspace.closeView({ user: people.lan, view_id: (await dialogOf(world, people.lan)).id });
    await workspace.shortcut({ user: people.lan, callback_id: 'unlink_asset', channel: places.ops });
    await album.take('form-of-shortcut', ({ page }) => page.getByRole('dialog'));
  });

  it.each(locales)('show running and finished cards: %s', async (locale) => {
    const world = await windows.begin(locale, options);
    const { zca } = world;
    const words = said[locale];
    const album = await Album.open(windows, locale);
    const ask = (text: string, channel?: string) => cardFor(world, people.lan, `/unlink ${text}`, channel);

    await album.visit('lan', places.general);
    const stopped = await ask('oa 2837724047112601812', places.general);
    await press(world, people.minh, stopped, 'confirm');
    await album.card('stop-window', requestIdOf(stopped), words.begins);
    await press(world, people.hoa, stopped, 'stop');
    await album.card('stopped', requestIdOf(stopped), words.stopped);
    const expired = await ask('app 9052364313608227562', places.general);
    await album.card('expired', requestIdOf(expired), '⌛');

    await album.visit('lan', places.ops);
    const done = await ask(`oa ${dealers} -- ${why[locale]}`);
    await press(world, people.minh, done, 'confirm');
    await resultOf(world, done);
    await album.card('succeeded', requestIdOf(done), words.done);
    const dry = await ask('oa 3914070798295433673 --dry-run');
    await press(world, people.minh, dry, 'confirm');
    await resultOf(world, dry);
    await album.card('dry-run-over', requestIdOf(dry), said[locale].over);
    const failed = await ask('oa 3694912496127599731');
    await press(world, people.minh, failed, 'confirm');
    await album.card('failed', requestIdOf(failed), '❌');
    const rejected = await cancelAndReject(world, album, locale);

    zca.faults.add(
      { type: 'status', operation: 'unlink', id: failing, status: 503, times: 'always' },
      { type: 'delay', operation: 'unlink', id: slow, delayMs: 6 * second },
    );
    const several = await ask(`oa ${shops.join(', ')}`);
    await press(world, people.minh, several, 'confirm');
    await album.card('running', requestIdOf(several), words.progress);
    await cardOffers(world, several, 'retry');
    await album.card('partial', requestIdOf(several), words.partly(3, words.oas(4)));
    await album.take('workspace', async (me) => {
      await me.openThread(me.card(requestIdOf(several)));
      await me.page.getByRole('region', { name: 'Thread' }).getByRole('article').last().waitFor();
      return me.page.locator('.shell');
    });
    const inThread = ({ page }: AtThePage) => page.getByRole('region', { name: 'Thread' });
    await album.whole('result', (me) => inThread(me).getByRole('article').last());
    await album.whole('relink', async (me) => {
      await inThread(me).getByRole('button', { name: words.relink }).click();
      return me.note(words.openConsole);
    });
    for (const [name, card] of [
      ['thread-of-rejected', rejected],
      ['thread-of-dry-run', dry],
    ] as const) {
      await album.whole(name, async (me) => {
        await me.page.getByRole('button', { name: 'Close thread' }).click();
        await me.openThread(me.card(requestIdOf(card)));
        return inThread(me).getByRole('article').last();
      });
    }
  });

  it.each(locales)('show the App Home and answers: %s', async (locale) => {
    const world = await windows.begin(locale, options);
    const { workspace } = world;
    const words = said[locale];
    const album = await Album.open(windows, locale);
    const ids = world.zca
      .assets()
      .filter(({ kind, name }) => kind === 'oa' && /^(Cửa hàng|Điện máy)/u.test(name))
      .slice(-12)
      .map(({ id }) => id);
    for (const id of ids) {
      const card = await cardFor(world, people.lan, `/unlink oa ${id}`);
      await press(world, people.minh, card, 'confirm');
      await resultOf(world, card);
    }
    const waiting = await cardFor(world, people.lan, `/unlink oa ${dealers} -- ${why[locale]}`);
    await cardFor(world, people.hoa, '/unlink oa nha thuoc');
    await cardFor(world, people.minh, '/unlink app crm');
    await cardFor(world, people.hoa, `/unlink oa ${clinic}`);

    await album.visit('minh', 'home');
    await album.whole('home', async ({ page }) => {
      const home = page.getByRole('main', { name: 'App Home' });
      await home.getByRole('heading', { name: words.forYou }).waitFor();
      return home.locator('.blocks');
    });
    await album.visit('minh', places.ops);
    const look = async (name: string, text: string) => {
      const { text: told } = await privateAnswer(world, people.minh, () =>
        workspace.post({ user: people.minh, channel: places.ops, text: `/unlink ${text}` }),
      );
      await album.whole(name, ({ page }) =>
        page.getByRole('article', { name: 'only visible to you' }).last(),
      );
      return told;
    };
    await look('history', 'history');
    await look('history-narrowed', 'history oa cua hang since 7d');
    await look('pending-answer', 'pending');
    await look('mine', 'mine');
    await look('status', `status ${requestIdOf(waiting)}`);
    await look('show', 'show oa nha thuoc');
    await look('help', 'help');
    await look('mistake', 'oops');
    await look('no-match', 'oa 4318093042839471235');
  });
});

async function cancelAndReject(world: World, album: Album, locale: Locale): Promise<Message> {
  const words = said[locale];
  const cancelled = await cardFor(world, people.lan, '/unlink oa 5131352015352641756');
  await press(world, people.lan, cancelled, 'cancel');
  await cardSays(world, cancelled, words.cancelled);
  await album.card('cancelled', requestIdOf(cancelled), words.cancelled);
  const rejected = await cardFor(world, people.lan, '/unlink oa 168335841970104084');
  await press(world, people.hoa, rejected, 'reject');
  await submitDialog(world, people.hoa, await dialogOf(world, people.hoa), { reason: reasons[locale] });
  await album.card('rejected', requestIdOf(rejected), reasons[locale]);
  return rejected;
}
