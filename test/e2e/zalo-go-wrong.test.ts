import { beforeEach, describe, expect, it } from 'vitest';
import { patienceMs } from '../fixtures/patience.js';
import type { AtThePhone } from './at-the-phone.js';
import { usePhones } from './phones.js';
import { said } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };

/** The phone page's menu "Make it go wrong", as in a demo. */
describe('the phone page’s menu “Make it go wrong”', () => {
  const { begin, pickUp, sitDown, town, removals } = usePhones();
  let asker: AtThePhone;
  let approver: AtThePhone;
  beforeEach(async () => {
    await begin();
    asker = await pickUp('lan');
    approver = await pickUp('minh');
  });

  it.each(['Zalo: sends every event three times', 'Zalo: sends every two events in the wrong order'])(
    'has one request and one decision come of it: %s',
    async (words) => {
      await asker.goWrong(words);
      await asker.say('oa 1234');
      await asker.say('help');
      await approver.button(approver.message(asset.id), approver.words.confirm).click();
      await asker.goWrong('All is well again');
      await asker.message(asker.words.result).waitFor();
      await town().zalo.office.idle();
      expect(removals(asset.id)).toBe(1);
      const requests = town()
        .zalo.messages('minh')
        .filter(
          ({ text, buttons }) => text.includes(asset.id) && buttons.some(({ title }) => title === 'Confirm'),
        );
      expect(requests).toHaveLength(1);
    },
  );

  it('keeps what people send, and lets it go when all is well again', async () => {
    await asker.goWrong('Zalo: keeps every event');
    await asker.say('help');
    await asker.message(/^help/u).waitFor();
    await asker.goWrong('All is well again');
    await asker.message('Unlink an Official Account').waitFor();
  });

  it('ends the access token early: operators are told, and Slack goes on', async () => {
    const inSlack = await sitDown('lan');
    await asker.goWrong('Zalo: the OA’s access token expires now');
    await inSlack.type('/unlink oa 1234');
    await inSlack.button(inSlack.card(asset.name), 'cancel').waitFor();
    await expect.poll(() => isLogged('zalo_token'), { timeout: patienceMs }).toBe(true);
    await asker.goWrong('All is well again');
    await asker.say('help');
    await asker.message('Unlink an Official Account').waitFor();
  });

  it('closes the window, so a phone stays silent while Slack goes on, until its person writes', async () => {
    const inSlack = await sitDown('lan');
    await asker.goWrong('Zalo: nobody has written to the OA for 7 days');
    await inSlack.type('/unlink oa 1234');
    const card = inSlack.card(asset.name);
    await inSlack.button(card, 'cancel').waitFor();
    await expect.poll(() => isLogged('zalo.person_unreachable'), { timeout: patienceMs }).toBe(true);
    expect(await approver.page.getByText(asset.id).count()).toBe(0);
    await inSlack.press(card, 'cancel');
    await inSlack.answer('yesCancel');
    await card.getByText(said.en.cancelled).waitFor();
    await approver.say('help');
    await approver.message('Unlink an Official Account').waitFor();
  });

  it('shows which faults are on', async () => {
    await asker.goWrong('Zalo: sends every event three times');
    const menu = asker.page.getByRole('button', { name: asker.words.goWrong });
    await menu.click();
    await asker.page.getByRole('menuitem', { name: '✓ Zalo: sends every event three times' }).waitFor();
    await asker.page.keyboard.press('Escape');
    await asker.goWrong('All is well again');
    await menu.click();
    await asker.page.getByRole('menuitem', { name: 'Zalo: sends every event three times' }).waitFor();
    expect(await asker.page.getByRole('menuitem', { name: '✓' }).count()).toBe(0);
  });

  function isLogged(words: string): boolean {
    return town().world.logged.some((line) => line.includes(words));
  }
});
