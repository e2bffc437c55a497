import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { patienceMs } from '../fixtures/patience.js';
import { places } from '../fixtures/world.js';
import { type AtThePage, desktop, phone } from './at-the-page.js';
import { axeFaults, loadAxe } from './axe-faults.js';
import { useWindows } from './windows.js';

const asset = 'Bán hàng Sài Gòn – Đại lý';
const setUps = (['light', 'dark'] as const).flatMap((scheme) =>
  [desktop, phone].map((viewport) => ({ scheme, viewport, width: viewport.name })),
);

const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line}`).join('\n');
const isAwayFromNewest = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight > 400)(document.querySelector('.message-list'))`;
const overflow = {
  type: 'section',
  text: { type: 'plain_text', text: 'something new' },
  accessory: {
    type: 'overflow',
    action_id: 'more',
    options: ['Copy the ID', 'Show the card'].map((text) => ({
      text: { type: 'plain_text', text },
      value: text,
    })),
  },
};

describe('axe finds nothing in any state of the page:', () => {
  const { sitDown, world } = useWindows();
  const say = async (text: string, blocks: readonly object[] = []) => {
    const { workspace, config } = world();
    const answer = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${config.slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: places.ops, text, blocks }),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
  };

  it.each(setUps)('$scheme, $width', async ({ scheme, viewport, width }) => {
    const me = await sitDown({ viewport, as: 'lan' });
    const { page } = me;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await loadAxe(page);
    const seen: Record<string, string[]> = {};
    const look = async (state: string) => {
      seen[state] = await axeFaults(page);
      await page.screenshot({ path: `screenshots/axe-${scheme}-${width}-${state}.png` });
    };
    const small = viewport.name === phone.name;
    const menu = page.getByRole('button', { name: 'Channels' });

    await page.getByText('Three things').or(page.getByText('press Enter.')).first().waitFor();
    await look('empty');
    if (small) {
      await menu.click();
      await look('menu');
      await page.keyboard.press('Escape');
    }
    await me.type('/unlink oa 1234');
    const card = me.card(asset);
    await me.button(card, 'cancel').waitFor();
    await me.type('/unlink help');
    await me.note('/unlink').waitFor();
    await look('card-and-note');
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem').first().click();
    await page.getByRole('dialog').waitFor();
    await look('form');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await me.become('Trần Quốc Minh');
    const confirm = me.button(card, 'confirm');
    const atRest = await backgroundOf(confirm);
    await confirm.hover();
    await expect.poll(() => backgroundOf(confirm)).not.toBe(atRest);
    await look('hovered');
    await me.press(card, 'confirm');
    await page.getByRole('alertdialog').waitFor();
    await look('question');
    await me.answer('yes');
    await card.getByText(me.words.done).waitFor();
    await me.openThread(card);
    await page.getByRole('region', { name: 'Thread' }).getByText(me.words.result).waitFor();
    await look('thread');
    await page.getByRole('button', { name: 'Close thread' }).click();
    await openPlace(me, small, 'App Home');
    await page.getByRole('main', { name: 'App Home' }).getByRole('heading', { level: 2 }).first().waitFor();
    await look('home');
    await openPlace(me, small, 'zca-unlink');
    await page.getByRole('main', { name: 'zca-unlink' }).waitFor();
    await look('direct');
    await openPlace(me, small, 'zca-ops');
    await say(lines(90));
    await page.getByText('line 89').waitFor();
    await page.getByRole('region', { name: 'Messages in #zca-ops' }).hover();
    await page.mouse.wheel(0, -900);
    await expect.poll(() => page.evaluate(isAwayFromNewest), { timeout: patienceMs }).toBe(true);
    await say('something new', [overflow]);
    await page.getByRole('button', { name: 'New messages' }).waitFor();
    await look('pill');
    await page.getByRole('button', { name: 'New messages' }).click();
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByRole('menuitem', { name: 'Copy the ID' }).waitFor();
    await look('overflow');
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((state) => [state, []])));
  });
});

async function openPlace({ page }: AtThePage, small: boolean, name: string): Promise<void> {
  if (small) await page.getByRole('button', { name: 'Channels' }).click();
  await page.getByRole('link', { name }).click();
}

declare function getComputedStyle(element: unknown): { readonly backgroundColor: string };

function backgroundOf(element: Locator): Promise<string> {
  return element.evaluate((each) => getComputedStyle(each).backgroundColor);
}
