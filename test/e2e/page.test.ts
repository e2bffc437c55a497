import { describe, expect, it } from 'vitest';
import { desktop, phone } from './at-the-page.js';
import { useWindows } from './windows.js';
import { locales, said } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const [lan, minh, hoa, outsider] = ['Nguyễn Thị Lan', 'Trần Quốc Minh', 'Lê Thanh Hòa', 'Phạm Văn Ngoại'];

const everyWay = locales.flatMap((locale) =>
  [desktop, phone].map((viewport) => ({ locale, viewport, width: viewport.name })),
);

/** The page in a real browser, used by hand as the README says; `bin/test` builds it first. */
describe('the workspace page', () => {
  const { sitDown, isLinked, world } = useWindows();

  it.each(everyWay)(
    'sees a request through by hand: $locale, $width',
    async ({ locale, viewport, width }) => {
      const words = said[locale];
      const shot = (what: string) => `screenshots/${locale}-${width}-${what}.png`;
      const me = await sitDown({ locale, viewport });
      await me.become(lan);
      await me.type('/unlink oa 1234 -- shop closed');
      const card = me.card(asset.name);
      await card.getByText(words.waiting).waitFor();
      expect(await card.textContent()).toContain(asset.id);
      await card.screenshot({ path: shot('pending') });
      await me.become(minh);
      await me.confirm(card);
      await card.getByText(words.done).waitFor();
      expect(await me.button(card, 'confirm').count()).toBe(0);
      expect(await me.button(card, 'cancel').count()).toBe(0);
      const thread = await me.openThread(card);
      await thread.getByText(words.result).waitFor();
      await me.page.screenshot({ path: shot('result') });
      expect(await me.overflow()).toBeLessThanOrEqual(0);
      expect(isLinked(asset.id)).toBe(false);
    },
  );

  it.each(locales)(
    'asks "are you sure" with name and id, and going back changes nothing: %s',
    async (locale) => {
      const me = await sitDown({ locale });
      await me.become(lan);
      await me.type('/unlink oa 1234');
      const card = me.card(asset.name);
      await me.become(minh);
      await me.button(card, 'confirm').click();
      const dialog = me.page.getByRole('alertdialog');
      expect(await dialog.textContent()).toContain(`${asset.name} (${asset.id})`);
      await me.page.screenshot({ path: `screenshots/${locale}-desktop-sure.png` });
      await me.answer('no');
      expect(await me.button(card, 'confirm').count()).toBe(1);
      expect(isLinked(asset.id)).toBe(true);
    },
  );

  it('tells an outsider who presses Confirm, and only them, that they are not an approver', async () => {
    const [me, other] = [await sitDown(), await sitDown()];
    await other.become(hoa);
    await me.become(lan);
    await me.type('/unlink oa 1234');
    const card = me.card(asset.name);
    await me.button(card, 'confirm').waitFor();
    await me.become(outsider);
    await me.confirm(card);
    await me.note(said.en.notAnApprover).waitFor();
    await me.become(hoa);
    await me.button(card, 'confirm').waitFor();
    await other.button(other.card(asset.name), 'confirm').waitFor();
    for (const { page } of [me, other]) {
      expect(await page.getByText(said.en.notAnApprover).count()).toBe(0);
    }
    expect(isLinked(asset.id)).toBe(true);
  });

  it('shows one person’s Cancel in the other’s window at once', async () => {
    const [asker, approver] = [await sitDown(), await sitDown()];
    await asker.become(lan);
    await approver.become(minh);
    await asker.type('/unlink oa 1234');
    await approver.button(approver.card(asset.name), 'cancel').click();
    await approver.answer('yesCancel');
    const seen = asker.card(asset.name);
    await seen.getByText(said.en.cancelled).waitFor();
    expect(await asker.button(seen, 'confirm').count()).toBe(0);
    expect(isLinked(asset.id)).toBe(true);
  });

  it('shows one person’s Confirm in the other’s window at once, with its thread', async () => {
    const [asker, approver] = [await sitDown(), await sitDown({ viewport: phone })];
    await asker.become(lan);
    await approver.become(minh);
    await asker.type('/unlink oa 1234');
    await approver.confirm(approver.card(asset.name));
    const seen = asker.card(asset.name);
    await seen.getByText(said.en.done).waitFor();
    await (await asker.openThread(seen)).getByText(said.en.result).waitFor();
    expect(isLinked(asset.id)).toBe(false);
  });

  it('lists several assets at phone width, and only the ticked ones are unlinked', async () => {
    const me = await sitDown({ viewport: phone });
    await me.become(lan);
    await me.type('/unlink oa nha thuoc');
    const card = me.card('Nhà thuốc An Khang Đà Nẵng');
    const boxes = card.getByRole('checkbox');
    await boxes.first().waitFor();
    expect(await boxes.count()).toBeGreaterThan(1);
    const before = world().zca.assets().length;
    await boxes.first().check();
    await card.getByText('asks to unlink 1 OA').waitFor();
    await card.screenshot({ path: 'screenshots/en-phone-list.png' });
    expect(await me.overflow()).toBeLessThanOrEqual(0);
    await me.become(minh);
    await me.confirm(card);
    await card.getByText(said.en.done).waitFor();
    expect(world().zca.assets().length).toBe(before - 1);
  });
});
