import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { patienceMs } from '../patience.js';
import { lan, opsChannel } from '../slack/bolt-bot.js';
import { pageStages } from './page-stage.js';

const setStage = pageStages();
const pill = (page: Page) => page.getByRole('button', { name: 'Tin nhắn mới' });
const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line}`).join('\n');
const awayFromNewest = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight > 400)(document.querySelector('.message-list'))`;
const holds = (page: Page, expression: string) =>
  expect.poll(() => page.evaluate(expression), { timeout: patienceMs }).toBe(true);
const inSight = (page: Page, text: string) =>
  holds(
    page,
    `[...document.querySelectorAll('.message-list article')].some((each) => each.textContent.includes(${JSON.stringify(text)}) && each.getBoundingClientRect().bottom <= document.querySelector('.message-list').getBoundingClientRect().bottom + 1)`,
  );

describe('the list of messages', () => {
  it('follows the newest line while cards shrink and grow', async () => {
    const { app, look } = await setStage(() => {});
    const page = await look(lan);
    const say = (text: string) => app.client.chat.postMessage({ channel: opsChannel, text });
    const { ts = '' } = await say(lines(60));
    for (const count of [3, 70, 2]) {
      await app.client.chat.update({ channel: opsChannel, ts, text: lines(count) });
    }
    await say(lines(40));
    await say('the newest');
    await inSight(page, 'the newest');
    expect(await pill(page).count()).toBe(0);
  });

  it('stays where somebody reads, offers a pill for newer messages, and jumps to the answer to their own command', async () => {
    const { app, look } = await setStage((bot) => {
      bot.command('/unlink', ({ ack }) => ack('the answer'));
    });
    const page = await look(lan);
    await app.client.chat.postMessage({ channel: opsChannel, text: lines(90) });
    await inSight(page, 'line 89');
    const list = page.getByRole('region', { name: 'Messages in #zca-ops' });
    await list.hover();
    await page.mouse.wheel(0, -900);
    await holds(page, awayFromNewest);
    await app.client.chat.postMessage({ channel: opsChannel, text: 'something new' });
    await pill(page).click();
    await inSight(page, 'something new');
    await page.mouse.wheel(0, -900);
    await holds(page, awayFromNewest);
    await page.getByRole('textbox', { name: 'Message #zca-ops' }).fill('/unlink help');
    await page.getByRole('button', { name: 'Send' }).click();
    await inSight(page, 'the answer');
  });

  it('is a log, and a link to a message scrolls to that message', async () => {
    const { app, look } = await setStage(() => {});
    const { ts = '' } = await app.client.chat.postMessage({ channel: opsChannel, text: 'the card' });
    const { permalink = '' } = await app.client.chat.getPermalink({ channel: opsChannel, message_ts: ts });
    await app.client.chat.postMessage({ channel: opsChannel, text: lines(90) });
    await app.client.chat.postMessage({ channel: opsChannel, text: `see <${permalink}|UR-1>` });
    const page = await look(lan);
    await page.getByRole('log', { name: 'Messages in #zca-ops' }).waitFor();
    await page.getByRole('link', { name: 'UR-1' }).click();
    await holds(
      page,
      `document.activeElement.matches('article') && document.activeElement.textContent.includes('the card')`,
    );
    expect(new URL(page.url()).searchParams.get('message')).toBe(ts);
    expect(new URL(page.url()).searchParams.get('as')).toBe(lan);
  });
});
