import type { App } from '@slack/bolt';
import type { Checkboxes, KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { lan, minh, opsChannel } from '../slack/bolt-bot.js';
import { pageStages } from './page-stage.js';

const setStage = pageStages();

const options = ['a', 'b', 'c'].map((value) => ({
  text: { type: 'plain_text', text: value } as const,
  value,
}));

/** A list whose block_id is new each time: an app does so when its own choices should replace the person's. */
function list(version: number, ticked: string[]): KnownBlock[] {
  const initial_options = options.filter(({ value }) => ticked.includes(value));
  const boxes: Checkboxes = { type: 'checkboxes', action_id: 'pick', options };
  const ticks = initial_options.length > 0 ? { initial_options } : {};
  const head: KnownBlock = { type: 'section', text: { type: 'mrkdwn', text: `${ticked.length} ticked` } };
  const news: KnownBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: `version ${version}` }] };
  const choice: KnownBlock = {
    type: 'actions',
    block_id: `list-${version}`,
    elements: [{ ...boxes, ...ticks }],
  };
  return version === 1 ? [head, choice] : [head, news, choice];
}

/** Redraws the list after every tick. */
function listBot(app: App): void {
  let version = 1;
  app.action({ type: 'block_actions', action_id: 'pick' }, async ({ ack, action, body, client }) => {
    await ack();
    if (action.type !== 'checkboxes') throw new Error('no check boxes');
    version += 1;
    const ticked = action.selected_options.flatMap(({ value }) => value ?? []);
    const at = { channel: opsChannel, ts: body.message?.ts ?? '' };
    await client.chat.update({ ...at, text: 'list', blocks: list(version, ticked) });
  });
}

describe('check boxes in a message', () => {
  it('keep the keyboard when the app redraws them, and show what the app says', async () => {
    const { app, look } = await setStage(listBot);
    const { ts = '' } = await app.client.chat.postMessage({
      channel: opsChannel,
      text: 'list',
      blocks: list(1, []),
    });
    const [mine, other] = [await look(lan), await look(minh)];
    const box = mine.getByRole('checkbox', { name: 'b' });
    await box.focus();
    await mine.evaluate('void (document.activeElement.marked = true)');
    const keepsKeyboard = () => mine.evaluate('document.activeElement.marked === true');
    await mine.keyboard.press('Space');
    await mine.getByText('1 ticked').waitFor();
    expect(await keepsKeyboard()).toBe(true);
    expect(await box.isChecked()).toBe(true);
    await mine.keyboard.press('Space');
    await mine.getByText('0 ticked').waitFor();
    expect(await keepsKeyboard()).toBe(true);
    expect(await box.isChecked()).toBe(false);

    await other.getByRole('checkbox', { name: 'c' }).check();
    await mine.getByText('1 ticked').waitFor();
    expect(await mine.getByRole('checkbox', { name: 'c' }).isChecked()).toBe(true);
    await app.client.chat.update({ channel: opsChannel, ts, text: 'list', blocks: list(9, ['a', 'b']) });
    for (const window of [mine, other]) {
      await window.getByText('2 ticked').waitFor();
      const boxes = await window.getByRole('checkbox').all();
      const checked = await Promise.all(boxes.map((each) => each.isChecked()));
      expect(checked).toEqual([true, true, false]);
    }
    // The first id again: its earlier ticks no longer count.
    await app.client.chat.update({ channel: opsChannel, ts, text: 'list', blocks: list(1, []) });
    await mine.getByText('0 ticked').waitFor();
    expect(await box.isChecked()).toBe(false);
  });

  it('show each step of a progress line in two windows at once', async () => {
    const { app, look } = await setStage(() => {});
    const { ts = '' } = await app.client.chat.postMessage({ channel: opsChannel, text: '▓░░░ 1/4' });
    const windows = [await look(lan), await look(minh)];
    for (const done of [1, 2, 4]) {
      const text = `${'▓'.repeat(done)}${'░'.repeat(4 - done)} ${done}/4`;
      await app.client.chat.update({ channel: opsChannel, ts, text });
      for (const window of windows) await window.getByText(text, { exact: true }).waitFor();
    }
  });
});
