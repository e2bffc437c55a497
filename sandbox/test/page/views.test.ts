import type { App } from '@slack/bolt';
import type { HomeView, ModalView } from '@slack/types';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lan, opsChannel } from '../slack/bolt-bot.js';
import { type PageStage, pageStages } from './page-stage.js';

const setStage = pageStages();
const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const option = (text: string) => ({ text: plain(text), value: text });

const form = (title: string): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain(title),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'id',
      label: plain('Id'),
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where'),
      element: {
        type: 'conversations_select',
        action_id: 'value',
        default_to_current_conversation: true,
        response_url_enabled: true,
      },
    },
    {
      type: 'input',
      block_id: 'assets',
      optional: true,
      dispatch_action: true,
      label: plain('Assets'),
      element: { type: 'multi_external_select', action_id: 'find', min_query_length: 2 },
    },
  ],
});

const home: HomeView = {
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Your requests') },
    {
      type: 'actions',
      block_id: 'new',
      elements: [{ type: 'button', action_id: 'new', text: plain('New') }],
    },
  ],
};

function formBot(app: App): void {
  app.shortcut('unlink_asset', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form('First') });
  });
  app.view('form', async ({ ack, view }) => {
    const id = view.state.values['id']?.['value']?.value;
    if (id === 'bad')
      await ack({ response_action: 'errors', errors: { id: 'not an id', assets: 'too few' } });
    else if (id === 'again') await ack({ response_action: 'update', view: form('Second') });
    else await ack({ response_action: 'clear' });
  });
  app.options('find', ({ ack }) =>
    ack({
      option_groups: [
        { label: plain('OA'), options: [option('Bán hàng'), option('Bản tin')] },
        { label: plain('App'), options: [option('Ví')] },
      ],
    }),
  );
  app.action(/^(find|new)$/, ({ ack }) => ack());
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: home });
  });
}

async function openForm(): Promise<PageStage & { page: Page }> {
  const stage = await setStage(formBot);
  const page = await stage.look(lan, opsChannel);
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  await page.getByRole('menuitem', { name: 'Unlink an asset' }).click();
  await page.getByRole('dialog', { name: 'First' }).waitFor();
  return { ...stage, page };
}

const sent = ({ workspace }: PageStage, type: string) =>
  workspace.deliveries.map(({ body }) => body).filter((body) => body['type'] === type);

describe('a modal on the page', () => {
  it('shows each error at its field, keeps the typed text, and follows an update and a clear', async () => {
    const { page, ...stage } = await openForm();
    const id = page.getByRole('textbox', { name: 'Id' });
    const send = page.getByRole('button', { name: 'Send', exact: true }).last();
    await id.fill('bad');
    await send.click();
    await page.getByRole('alert').filter({ hasText: 'not an id' }).waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual(['not an id', 'too few']);
    expect(await id.getAttribute('aria-invalid')).toBe('true');
    expect(await id.inputValue()).toBe('bad');
    await id.fill('again');
    await send.click();
    const second = page.getByRole('dialog', { name: 'Second' });
    await second.waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await id.fill('done');
    await send.click();
    await second.waitFor({ state: 'detached' });
    expect(sent(stage, 'view_submission')).toHaveLength(3);
  });

  it('starts with the channel from which it was opened', async () => {
    const { page, ...stage } = await openForm();
    const where = page.getByRole('combobox', { name: 'Where' });
    expect(await where.inputValue()).toBe('#zca-ops');
    await page.getByRole('textbox', { name: 'Id' }).fill('done');
    await page.getByRole('textbox', { name: 'Id' }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(sent(stage, 'view_submission')[0]).toMatchObject({ response_urls: [{ channel_id: opsChannel }] });
  });

  it('asks the app once for a burst of typing, and shows its groups', async () => {
    const { page, ...stage } = await openForm();
    const assets = page.getByRole('combobox', { name: 'Assets' });
    // With the page's clock stopped, typing makes no pause however slow the machine is.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1_000);
    await assets.pressSequentially('ban h', { delay: 20 });
    await page.clock.resume();
    await page.getByRole('group', { name: 'App' }).waitFor();
    expect(sent(stage, 'block_suggestion').map(({ value }) => value)).toEqual(['ban h']);
    expect(await page.getByRole('group', { name: 'OA' }).getByRole('option').count()).toBe(2);
    await page.getByRole('option', { name: 'Bản tin' }).click();
    await page.getByRole('option', { name: 'Ví' }).click();
    await stage.workspace.waitFor(() => sent(stage, 'block_actions')[1]);
    expect(sent(stage, 'block_actions')[1]).toMatchObject({
      container: { type: 'view' },
      actions: [{ selected_options: [option('Bản tin'), option('Ví')] }],
    });
    await page.getByRole('button', { name: 'Remove Ví' }).waitFor();
  });
});

describe('App Home on the page', () => {
  it('tells the app when it opens, shows what the app publishes, and lets its buttons act', async () => {
    const stage = await setStage(formBot);
    const page = await stage.look(lan, 'home');
    await page.getByRole('heading', { name: 'Your requests' }).waitFor();
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await stage.workspace.waitFor(() => sent(stage, 'block_actions')[0]);
    expect(sent(stage, 'block_actions')[0]).toMatchObject({
      container: { type: 'view' },
      view: { type: 'home' },
      actions: [{ action_id: 'new', block_id: 'new' }],
    });
  });
});
