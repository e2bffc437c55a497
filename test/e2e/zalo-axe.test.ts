import { describe, expect, it } from 'vitest';
import { patienceMs } from '../fixtures/patience.js';
import { desktop, phone } from './at-the-page.js';
import { axeFaults, loadAxe } from './axe-faults.js';
import { usePhones } from './phones.js';

const isAwayFromNewest = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight > 200)(document.querySelector('.phone-messages'))`;
const asset = '4318093042839471234';
const setUps = (['light', 'dark'] as const).flatMap((scheme) =>
  [desktop, phone].map((viewport) => ({ scheme, viewport, width: viewport.name })),
);

describe('axe finds nothing in any state of the phone page:', () => {
  const { begin, pickUp, town } = usePhones();

  it.each(setUps)('$scheme, $width', async ({ scheme, viewport, width }) => {
    await begin();
    const asker = await pickUp('lan', viewport);
    const me = await pickUp('minh', viewport);
    const { page } = me;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await loadAxe(page);
    const seen: Record<string, string[]> = {};
    const look = async (state: string) => {
      seen[state] = await axeFaults(page);
      await page.screenshot({ path: `screenshots/zalo-axe-${scheme}-${width}-${state}.png` });
      expect(await me.overflow()).toBeLessThanOrEqual(0);
    };
    await me.message('Your account is linked').waitFor();
    await look('linked');
    await me.open('Bot');
    await look('empty');
    await asker.say('oa 1234');
    await page.getByText('(new)').waitFor({ state: 'attached' });
    await look('unread');
    await me.open('OA');
    const card = me.message(asset);
    const confirm = page.getByRole('button', { name: me.words.confirm, exact: true });
    await confirm.hover();
    await look('card');
    await me.button(card, me.words.reply).click();
    await look('reply');
    await me.say('help');
    await me.message('Unlink an Official Account').waitFor();
    await look('quoted');
    await page.getByRole('button', { name: me.words.goWrong }).click();
    await page.getByRole('menuitem').first().waitFor();
    await look('menu');
    await page.keyboard.press('Escape');
    await confirm.click();
    await me.message(me.words.result).waitFor();
    await page.getByRole('region').hover();
    await page.mouse.wheel(0, -900);
    await expect.poll(() => page.evaluate(isAwayFromNewest), { timeout: patienceMs }).toBe(true);
    town().zalo.people.say('minh', 'help');
    await page.getByRole('button', { name: 'New messages' }).waitFor();
    await look('pill');
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((state) => [state, []])));
  });
});
