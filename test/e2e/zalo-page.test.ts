import { describe, expect, it } from 'vitest';
import { patienceMs } from '../fixtures/patience.js';
import { desktop, phone } from './at-the-page.js';
import { usePhones } from './phones.js';
import { locales, said } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const everyWay = locales.flatMap((locale) =>
  [desktop, phone].map((viewport) => ({ locale, viewport, width: viewport.name })),
);

/** The phone page in a real browser, with the bot and Slack beside it. */
describe('the phone page', () => {
  const { begin, pickUp, sitDown, town, removals } = usePhones();

  it.each(everyWay)(
    'sees a request through between two phones: $locale, $width',
    async ({ locale, viewport, width }) => {
      const shot = (what: string) => `screenshots/zalo-${locale}-${width}-${what}.png`;
      await begin(locale);
      const [asker, approver] = [await pickUp('lan', viewport), await pickUp('minh', viewport)];
      await asker.say('/unlink oa 1234 -- đóng cửa hàng');
      const card = approver.message(asset.id);
      await approver.button(card, approver.words.confirm).waitFor();
      expect(await card.textContent()).toContain(asset.name);
      await asker.button(asker.message(asset.id), asker.words.cancel).waitFor();
      await approver.page.screenshot({ path: shot('card') });
      await approver.button(card, approver.words.confirm).click();
      for (const me of [asker, approver]) {
        await me.message(me.words.result).waitFor();
        expect(await me.overflow()).toBeLessThanOrEqual(0);
      }
      await asker.page.screenshot({ path: shot('result') });
      expect(removals(asset.id)).toBe(1);
    },
  );

  it('has a request from a phone confirmed in Slack, and says by whom', async () => {
    await begin();
    const [asker, approver] = [await pickUp('lan'), await sitDown('minh')];
    await asker.say('oa 1234');
    await approver.confirm(approver.card(asset.name));
    await asker.message(/onfirmed by Trần Quốc Minh/u).waitFor();
    await asker.message(asker.words.result).waitFor();
    expect(removals(asset.id)).toBe(1);
  });

  it('confirms a request from Slack on a phone, and Slack shows it done', async () => {
    await begin();
    const [asker, approver] = [await sitDown('lan'), await pickUp('minh')];
    await asker.type('/unlink oa 1234');
    await approver.button(approver.message(asset.id), approver.words.confirm).click();
    await asker.card(asset.name).getByText(said.en.done).waitFor();
    await approver.message(approver.words.result).waitFor();
    expect(removals(asset.id)).toBe(1);
  });

  it('lets one of two decide who press at the same moment in two chats', async () => {
    await begin();
    const [asker, inZalo, inSlack] = [await pickUp('lan'), await pickUp('minh'), await sitDown('hoa')];
    await asker.say('oa 1234');
    await inSlack.press(inSlack.card(asset.name), 'confirm');
    const confirm = inZalo.page.getByRole('button', { name: inZalo.words.confirm, exact: true });
    await confirm.waitFor();
    await Promise.all([inSlack.answer('yes'), confirm.click()]);
    for (const me of [asker, inZalo]) await me.message(me.words.result).waitFor();
    await inSlack.card(asset.name).getByText(said.en.done).waitFor();
    expect(removals(asset.id)).toBe(1);
    await confirm.click();
    await inZalo.message(/already confirmed|used that code/u).waitFor();
    expect(removals(asset.id)).toBe(1);
  });

  it('refuses a stranger, and whoever asked, in both chats', async () => {
    const { zalo } = await begin();
    // Minh may approve what others ask, in either chat.
    const [asker, approver, stranger] = [await pickUp('minh'), await pickUp('hoa'), await pickUp('ngoai')];
    await stranger.say('oa 1234');
    await stranger.message(zalo.people.called('ngoai').oaUserId).waitFor();
    await asker.say('oa 1234');
    await approver.open('Bot');
    const card = approver.message(asset.id);
    await card.waitFor();
    const [, code] = /approve (\d{6})/u.exec((await card.textContent()) ?? '') ?? [];
    for (const me of [asker, stranger]) await me.say(`approve ${code}`);
    await asker.message('do not know that code').waitFor();
    await expect
      .poll(() => stranger.page.getByRole('article').filter({ hasText: 'do not know you' }).count(), {
        timeout: patienceMs,
      })
      .toBe(2);
    const inSlack = await sitDown('minh');
    await inSlack.confirm(inSlack.card(asset.name));
    await inSlack.note('somebody else must confirm').waitFor();
    expect(removals(asset.id)).toBe(0);
  });

  it('rejects with a reason that is typed, and the requester reads it', async () => {
    await begin('vi');
    const [asker, approver] = [await pickUp('lan'), await pickUp('minh')];
    await asker.say('hủy liên kết oa 1234');
    const card = approver.message(asset.id);
    await approver.button(card, approver.words.reject).waitFor();
    const [, code] = /Từ chối: từ chối (\d{6})/u.exec((await card.textContent()) ?? '') ?? [];
    await approver.say(`từ chối ${code} chưa đến hạn`);
    await asker.message('chưa đến hạn').waitFor();
    expect(removals(asset.id)).toBe(0);
  });

  it('takes a decision that is typed to the bot, which has no buttons', async () => {
    await begin();
    const [asker, approver] = [await pickUp('lan'), await pickUp('hoa')];
    await asker.say('oa 1234');
    await approver.page.getByText('(new)').waitFor({ state: 'attached' });
    await approver.open('Bot');
    const card = approver.message(asset.id);
    await card.waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
    const [, code] = /approve (\d{6})/u.exec((await card.textContent()) ?? '') ?? [];
    await approver.say(`duyệt ${code}`);
    await asker.message(asker.words.result).waitFor();
    await approver.message(approver.words.result).waitFor();
    await approver.page.screenshot({ path: 'screenshots/zalo-en-phone-bot.png' });
    expect(removals(asset.id)).toBe(1);
  });

  it('quotes the message that somebody answers', async () => {
    await begin();
    const me = await pickUp('lan');
    const linked = me.message('Your account is linked');
    await me.button(linked, me.words.reply).click();
    await me.page.getByText('Reply to Vận hành ZCA').waitFor();
    await me.page.keyboard.press('Escape');
    await me.page.getByText('Reply to Vận hành ZCA').waitFor({ state: 'detached' });
    await me.button(linked, me.words.reply).click();
    await me.say('help');
    await me.message('Your account is linked').getByText('help', { exact: true }).waitFor();
    const sent = town()
      .zalo.messages('lan')
      .findLast(({ from }) => from === 'person');
    expect(sent).toMatchObject({ text: 'help', quotes: expect.stringMatching(/./u) });
  });

  it('is used without a pointer: the skip link, a suggestion, a press', async () => {
    await begin();
    const [asker, approver] = [await pickUp('lan'), await pickUp('minh')];
    await asker.page.keyboard.press('Tab');
    await asker.page.keyboard.press('Enter');
    await expect.poll(() => asker.page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await asker.page.getByRole('button', { name: '/unlink oa 1234' }).press('Enter');
    await expect.poll(() => asker.messageField.inputValue()).toBe('/unlink oa 1234');
    await asker.page.keyboard.press('Enter');
    await approver.button(approver.message(asset.id), approver.words.confirm).press('Enter');
    await asker.message(asker.words.result).waitFor();
    expect(removals(asset.id)).toBe(1);
  });
});
