import { describe, expect, it } from 'vitest';
import { useWindows } from './windows.js';
import { locales } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const other = { id: '3448302585883376050', name: 'Bán hàng Sài Gòn – Bán lẻ' };
const question = 'Cửa hàng này đóng hẳn chưa?';
const rule = 'Hãy hỏi giám đốc.';

/** Two people in two windows: one of them is told something, at the place in view. */
describe('a private answer', () => {
  const { begin, sitDown, isLinked } = useWindows();

  it('to a press on a card with replies appears in the channel', async () => {
    await begin('vi');
    const [asker, presser] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'outsider' })];
    await asker.type('/unlink oa 1234');
    const card = asker.card(asset.name);
    await asker.button(card, 'confirm').waitFor();
    await card.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = asker.page.getByRole('region', { name: 'Thread' });
    await thread.getByRole('textbox').fill(question);
    await thread.getByRole('button', { name: 'Send' }).click();
    const seen = presser.card(asset.name);
    await seen.getByRole('button', { name: '1 reply' }).waitFor();
    await presser.confirm(seen);
    const told = presser.note(presser.words.notAnApprover);
    await told.waitFor();
    expect(await presser.page.getByRole('region', { name: 'Thread' }).count()).toBe(0);
    expect(await presser.isInSight(told)).toBe(true);
    expect(await seen.getByRole('button', { name: '1 reply' }).count()).toBe(1);
    expect(await asker.page.getByText(asker.words.notAnApprover).count()).toBe(0);
    expect(isLinked(asset.id)).toBe(true);
  });

  it.each(locales)('agrees with the record when it refuses, and others see none: %s', async (locale) => {
    await begin(locale, { policy: { protectedAssets: [{ id: asset.id, message: rule }] } });
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.type(`/unlink oa ${asset.id}`);
    await asker.note(rule).getByText(asset.name).waitFor();
    await asker.type('/unlink mine');
    await asker.note(words.wasProtected).waitFor();
    const home = await asker.openHome();
    await home.getByText(words.wasProtected).waitFor();
    expect(await asker.page.getByText(words.noMatch).count()).toBe(0);
    await approver.type('/unlink pending');
    await approver.note(words.nothingPending).waitFor();
    expect(await approver.page.getByText(asset.name).count()).toBe(0);
  });

  it('in a channel without the bot leads to a card where the bot is', async () => {
    await begin('en');
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.goTo('general');
    await asker.type(`/unlink oa ${other.id} -- ${question}`);
    const told = asker.note('/invite');
    await told.getByRole('button', { name: words.openForm }).click();
    const form = asker.dialog(words.form);
    const channel = form.getByRole('combobox', { name: words.whereToPost });
    await channel.click();
    await form.getByRole('option', { name: '#zca-ops' }).click();
    await form.getByRole('button', { name: words.ask, exact: true }).click();
    await form.getByText(words.understood).waitFor();
    await asker.send(form, words.ask);
    const card = approver.card(other.name);
    await card.getByText(words.reasonIs(question)).waitFor();
    expect(await asker.page.getByRole('main').getByRole('article').count()).toBe(1);
  });

  it('to a form that names no channel keeps the text of the form', async () => {
    await begin('vi');
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.goTo('general');
    await asker.type('/unlink');
    const form = asker.dialog(words.form);
    await asker.pick(form, '1234', [asset.name]);
    await form.getByRole('textbox', { name: words.reason }).fill(question);
    await form.getByRole('button', { name: words.ask, exact: true }).click();
    await form.getByRole('alert').waitFor();
    await form.getByRole('combobox', { name: words.whereToPost }).click();
    await form.getByRole('option', { name: '#zca-ops' }).click();
    await asker.send(form, words.ask);
    await approver.card(asset.name).getByText(words.reasonIs(question)).waitFor();
  });

  it('to a request in the bot’s direct messages appears there', async () => {
    await begin('en');
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    await asker.goTo('zca-unlink');
    await asker.type('/unlink oa 1234');
    await asker.note(asker.words.notInDirect).waitFor();
    expect(await approver.page.getByText(asset.name).count()).toBe(0);
    expect(await asker.page.getByText(asset.name).count()).toBe(0);
  });
});
