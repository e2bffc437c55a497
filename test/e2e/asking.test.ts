import { describe, expect, it } from 'vitest';
import { useWindows } from './windows.js';
import { locales } from './words.js';

const dealers = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const retail = { id: '3448302585883376050', name: 'Bán hàng Sài Gòn – Bán lẻ' };
const reason = 'Đã đóng cửa hàng';

/** Two people in two windows: one makes requests, in every way there is, the other decides. */
describe('a request', () => {
  const { begin, sitDown, isLinked } = useWindows();

  it.each(locales)('can be made by the form that /unlink alone opens: %s', async (locale) => {
    await begin(locale);
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.type('/unlink');
    const form = asker.dialog(words.form);
    await form.getByRole('radio').nth(1).check();
    await form.getByRole('radio').nth(0).check();
    await asker.pick(form, 'ban hang', [dealers.name, retail.name]);
    await form.getByRole('textbox', { name: words.reason }).fill(reason);
    await asker.send(form, words.ask);
    const card = approver.card(dealers.name);
    await card.getByText(words.asksFor(words.oas(2))).waitFor();
    const shown = (await card.textContent()) ?? '';
    for (const part of [retail.name, dealers.id, retail.id, words.reasonIs(reason)])
      expect(shown).toContain(part);
    await approver.labelled(card, words.confirmSome(2)).click();
    await approver.answer('yes');
    const seen = asker.card(dealers.name);
    await seen.getByText(words.doneWith(words.oas(2))).waitFor();
    const thread = await asker.openThread(seen);
    expect(await thread.getByText(words.result).count()).toBe(2);
    expect([isLinked(dealers.id), isLinked(retail.id)]).toEqual([false, false]);
  });

  it('can be made by the shortcut, whose form also asks for the channel', async () => {
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.page.getByRole('button', { name: 'Shortcuts' }).click();
    await asker.page.getByRole('menuitem', { name: 'Unlink an asset' }).click();
    const form = asker.dialog(words.form);
    await asker.pick(form, '1234', [dealers.name]);
    await form.getByRole('combobox', { name: words.whereToPost }).click();
    await form.getByRole('option', { name: '#zca-ops' }).click();
    await asker.send(form, words.ask);
    await approver.confirm(approver.card(dealers.name));
    await asker.card(dealers.name).getByText(words.done).waitFor();
    expect(isLinked(dealers.id)).toBe(false);
  });

  it('by the form with nothing chosen is refused at the field', async () => {
    const asker = await sitDown({ as: 'lan' });
    await asker.type('/unlink');
    const form = asker.dialog(asker.words.form);
    await form.getByRole('button', { name: asker.words.ask }).click();
    await form.getByRole('alert').waitFor();
    expect(await form.getByRole('alert').count()).toBe(1);
  });

  it('by a mistaken command can be corrected with a button', async () => {
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.type('/unlink oops');
    await asker.note(words.runInstead).getByText('/unlink oa oops').waitFor();
    await asker.type('/unlink 1234');
    const note = asker.note('1234');
    await note.getByText('/unlink oa 1234').waitFor();
    await note.getByRole('button', { name: words.isOa }).click();
    const card = approver.card(dealers.name);
    await card.getByText(words.asksFor(words.oas(1))).waitFor();
    expect(await approver.page.getByText(words.runInstead).count()).toBe(0);
  });
});
