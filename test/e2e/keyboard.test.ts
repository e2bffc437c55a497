import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cardFor } from '../fixtures/conversation.js';
import { people } from '../fixtures/world.js';
import { useWindows } from './windows.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };

/** Somebody who uses the page without a pointer, and the focus after each press. */
describe('keyboard focus', () => {
  const { begin, sitDown, isLinked } = useWindows();

  it('skips to the message field, or to the content of the App Home', async () => {
    await begin('en');
    const me = await sitDown({ as: 'lan' });
    await me.messageField.waitFor();
    await me.page.keyboard.press('Tab');
    await hasFocus(me.page.getByRole('button', { name: 'Skip to the message field' }));
    await me.page.keyboard.press('Enter');
    await hasFocus(me.messageField);
    const home = await me.openHome();
    await me.page.reload();
    await home.waitFor();
    await me.page.keyboard.press('Tab');
    await hasFocus(me.page.getByRole('button', { name: 'Skip to the content' }));
    await me.page.keyboard.press('Enter');
    await hasFocus(home);
  });

  it('starts a question at the way back, so that Enter twice unlinks nothing', async () => {
    const world = await begin('en');
    await cardFor(world, people.lan, `/unlink oa ${asset.id}`);
    const me = await sitDown({ as: 'minh' });
    const confirm = me.button(me.card(asset.name), 'confirm');
    await confirm.focus();
    await me.page.keyboard.press('Enter');
    const question = me.page.getByRole('alertdialog');
    await hasFocus(question.getByRole('button', { name: me.words.no, exact: true }));
    await me.page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await hasFocus(confirm);
    expect(isLinked(asset.id)).toBe(true);
  });

  it('stays on the card whose button was pressed and has gone', async () => {
    const world = await begin('en');
    await cardFor(world, people.lan, `/unlink oa ${asset.id}`);
    const me = await sitDown({ as: 'minh' });
    const card = me.card(asset.name);
    await me.button(card, 'confirm').focus();
    await me.page.keyboard.press('Enter');
    await me.page.getByRole('alertdialog').getByRole('button', { name: me.words.yes, exact: true }).focus();
    await me.page.keyboard.press('Enter');
    await card.getByText(me.words.done).waitFor();
    await hasFocus(card);
  });

  it('stays on the box that was ticked while its card is drawn again', async () => {
    const world = await begin('vi');
    await cardFor(world, people.lan, '/unlink oa nha thuoc');
    const me = await sitDown({ as: 'lan' });
    const card = me.card('Nhà thuốc An Khang Đà Nẵng');
    const box = card.getByRole('checkbox').first();
    await box.focus();
    await me.page.keyboard.press('Space');
    await card.getByText(me.words.asksFor(me.words.oas(1))).waitFor();
    await hasFocus(box);
    await me.page.keyboard.press('Space');
    await card.getByText(me.words.asksFor(me.words.oas(1))).waitFor({ state: 'detached' });
    await hasFocus(box);
  });

  it('starts in the first field of a form, where Escape closes its list before the form', async () => {
    await begin('vi');
    const me = await sitDown({ as: 'lan' });
    await me.type('/unlink');
    const form = me.dialog(me.words.form);
    await hasFocus(form.getByRole('radio').first());
    const picker = form.getByRole('combobox', { name: me.words.toUnlink });
    await picker.fill('1234');
    await form.getByRole('option', { name: asset.name }).waitFor();
    await me.page.keyboard.press('Escape');
    await form.getByRole('option').waitFor({ state: 'detached' });
    expect(await form.count()).toBe(1);
    await me.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await hasFocus(me.messageField);
  });

  it('moves to the message field after a click on a hint, or in an empty channel', async () => {
    await begin('en');
    const me = await sitDown({ as: 'lan' });
    await me.page.getByRole('button', { name: '/unlink oa 1234' }).click();
    await hasFocus(me.messageField);
    expect(await me.messageField.inputValue()).toBe('/unlink oa 1234');
    await me.messageField.fill('/un');
    await me.page.getByRole('option', { name: '/unlink' }).click();
    await hasFocus(me.messageField);
    expect(await me.messageField.inputValue()).toBe('/unlink ');
  });
});

function hasFocus(element: Locator): Promise<void> {
  return element.and(element.page().locator(':focus')).waitFor();
}
