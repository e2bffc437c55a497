import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, requestIdOf } from '../fixtures/conversation.js';
import { people } from '../fixtures/world.js';
import { useWindows } from './windows.js';
import { locales } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const other = { id: '3448302585883376050', name: 'Bán hàng Sài Gòn – Bán lẻ' };

/** The views of people who only look, and the decisions they can make from there. */
describe('a query', () => {
  const { begin, sitDown, isLinked } = useWindows();

  it('about pending requests, one’s own, one request or an asset is answered privately', async () => {
    const world = await begin('en');
    const [me, colleague] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = me;
    const id = requestIdOf(await cardFor(world, people.lan, '/unlink oa 1234'));
    await me.type('/unlink pending');
    await me.note(words.pending).getByText(id).waitFor();
    await me.type('/unlink mine');
    await me.note(words.mine).getByText(id).waitFor();
    await me.type(`/unlink status ${id}`);
    await me.note(words.waiting).getByText(asset.id).waitFor();
    await me.type(`/unlink show oa ${other.id}`);
    await me.note(words.show).getByText(other.name).waitFor();
    await me.note(words.pending).getByRole('link', { name: id }).click();
    await me.page
      .locator('article:focus')
      .filter({ hasText: `Unlink request ${id}` })
      .waitFor();
    await colleague.card(asset.name).waitFor();
    expect(await colleague.page.getByRole('article', { name: 'only visible to you' }).count()).toBe(0);
  });

  it.each(locales)('about the history is answered page by page: %s', async (locale) => {
    const world = await begin(locale);
    const { words } = await sitDown();
    const ids = world.zca
      .assets()
      .filter(({ kind, name }) => kind === 'oa' && name.startsWith('Cửa hàng'))
      .slice(0, 12)
      .map((each) => each.id);
    for (const id of ids) {
      const card = await cardFor(world, people.lan, `/unlink oa ${id}`);
      await press(world, people.minh, card, 'confirm');
      await cardSays(world, card, words.done.slice(0, 4));
    }
    const me = await sitDown({ as: 'hoa' });
    await me.type(locale === 'vi' ? '/unlink lịch sử' : '/unlink history');
    const answer = me.page.getByRole('article', { name: 'only visible to you' });
    await answer.getByText(words.history(12, 1, 2)).waitFor();
    await answer.getByText(ids[11] ?? '').waitFor();
    expect(await answer.getByRole('button', { name: words.newer, exact: true }).count()).toBe(0);
    await answer.getByRole('button', { name: words.older, exact: true }).click();
    await answer.getByText(words.history(12, 2, 2)).waitFor();
    await answer.getByText(ids[0] ?? '').waitFor();
    await answer.getByRole('button', { name: words.newer, exact: true }).click();
    await answer.getByText(words.history(12, 1, 2)).waitFor();
    expect(await answer.count()).toBe(1);
  });

  it.each(locales)('in the App Home lists requests, which can be decided there: %s', async (locale) => {
    const world = await begin(locale);
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await cardFor(world, people.lan, '/unlink oa 1234');
    const home = await approver.openHome();
    await home.getByRole('heading', { name: words.forYou }).waitFor();
    await home.getByText(asset.id).waitFor();
    await approver.confirm(home);
    await asker.card(asset.name).getByText(words.done).waitFor();
    await home.getByText(words.nothingForYou).waitFor();
    expect(isLinked(asset.id)).toBe(false);
    await approver.page.getByRole('link', { name: 'zca-ops' }).click();
    await (await approver.openHome()).getByText(words.result).waitFor();
  });

  it('in an outdated App Home has its button answered, and the Home is redrawn', async () => {
    const world = await begin('en');
    const [approver, late] = [await sitDown({ as: 'minh' }), await sitDown({ as: 'hoa' })];
    const { words } = late;
    await cardFor(world, people.lan, '/unlink oa 1234');
    const home = await late.openHome();
    await late.button(home, 'confirm').waitFor();
    await approver.press(approver.card(asset.name), 'reject');
    await approver.send(approver.dialog(words.rejectTitle), words.rejectSubmit);
    await approver.card(words.rejected).waitFor();
    await late.confirm(home);
    await home.getByText(words.nothingForYou).waitFor();
    await late.page.getByRole('link', { name: 'zca-unlink' }).click();
    await late.page.getByRole('article').getByText(words.tooLate).waitFor();
    expect(isLinked(asset.id)).toBe(true);
  });
});
