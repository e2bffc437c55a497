import { describe, expect, it } from 'vitest';
import { cardFor } from '../fixtures/conversation.js';
import { people } from '../fixtures/world.js';
import { useWindows } from './windows.js';
import { locales } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const clinic = { id: '177469841916562005', name: 'Nha khoa Nụ Cười Huế' };

/** Two people in two windows: each sees the other's decisions on a card. */
describe('a decision', () => {
  const { begin, sitDown, isLinked } = useWindows();

  it.each(locales)(
    'takes two people if the policy says so, and one of them can withdraw: %s',
    async (locale) => {
      const world = await begin(locale, { policy: { approvals: 2 } });
      const [first, second] = [await sitDown({ as: 'minh' }), await sitDown({ as: 'hoa' })];
      const { words } = first;
      await cardFor(world, people.lan, `/unlink oa ${asset.id}`);
      const windows = [first, second].map((me) => ({ me, card: me.card(asset.name) }));
      const bothSee = (text: string) =>
        Promise.all(windows.map(({ card }) => card.getByText(text).first().waitFor()));
      const card = first.card(asset.name);
      await first.confirm(card, 'yesApprove');
      await bothSee(words.oneOfTwo);
      await bothSee(words.oneMore);
      await first.press(card, 'takeBack');
      await bothSee(words.waitingForTwo);
      expect(await second.page.getByText(words.oneOfTwo).count()).toBe(0);
      await first.confirm(card, 'yesApprove');
      await bothSee(words.oneOfTwo);
      expect(isLinked(asset.id)).toBe(true);
      await second.confirm(second.card(asset.name));
      await bothSee(words.done);
      expect(isLinked(asset.id)).toBe(false);
    },
  );

  it.each(locales)('can be a rejection, whose reason the requester sees: %s', async (locale) => {
    await begin(locale);
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    const reason = 'OA này vẫn gửi hóa đơn';
    await asker.type('/unlink oa 1234');
    await approver.press(approver.card(asset.name), 'reject');
    const dialog = approver.dialog(words.rejectTitle);
    await dialog.getByRole('textbox', { name: words.reason }).fill(reason);
    await approver.send(dialog, words.rejectSubmit);
    const seen = asker.card(asset.name);
    await seen.getByText(words.rejected).waitFor();
    await seen.getByText(reason).waitFor();
    expect(await asker.button(seen, 'confirm').count()).toBe(0);
    const thread = await asker.openThread(seen);
    await thread.getByText('@Nguyễn Thị Lan').last().waitFor();
    expect(await thread.getByText(reason).count()).toBe(2);
    expect(isLinked(asset.id)).toBe(true);
  });

  it.each(locales)('on a high-risk asset asks for the last digits of its id: %s', async (locale) => {
    await begin(locale, { policy: { heavy: { verified: false, names: ['nha khoa'], moreThan: null } } });
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.type(`/unlink oa ${clinic.id}`);
    await approver.press(approver.card(clinic.name), 'confirm');
    const dialog = approver.dialog(words.digitsTitle);
    await dialog.getByText(clinic.name).first().waitFor();
    const digits = dialog.getByRole('textbox', { name: words.digits });
    await digits.fill('2006');
    await dialog.getByRole('button', { name: words.digitsSubmit }).click();
    await dialog.getByRole('alert').getByText(words.wrongDigits).waitFor();
    expect(isLinked(clinic.id)).toBe(true);
    await digits.fill('2005');
    await approver.send(dialog, words.digitsSubmit);
    await asker.card(clinic.name).getByText(words.done).waitFor();
    expect(isLinked(clinic.id)).toBe(false);
  });

  it('is asked again when the list has changed', async () => {
    const { zca } = await begin('en');
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    const nameNow = 'Tổng đài toàn quốc';
    await asker.type('/unlink oa 1234');
    const card = approver.card(asset.id);
    await approver.button(card, 'confirm').waitFor();
    zca.rename('oa', asset.id, nameNow);
    await approver.confirm(card);
    await approver.note(words.youAreTold).getByText(words.wasCalled(asset.name)).waitFor();
    const seen = asker.card(words.changed);
    await seen.getByText(words.wasCalled(asset.name)).waitFor();
    expect(await asker.page.getByText(words.youAreTold).count()).toBe(0);
    expect(isLinked(asset.id)).toBe(true);
    await approver.confirm(approver.card(words.changed));
    await asker.card(nameNow).getByText(words.done).waitFor();
    expect(isLinked(asset.id)).toBe(false);
  });
});
