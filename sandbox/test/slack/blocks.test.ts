import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../slack/workspace.js';
import { openWorkspace, opsChannel, slackClient } from './bolt-bot.js';

let workspace: Workspace;
let slack: WebClient;

beforeAll(async () => {
  workspace = await openWorkspace();
  slack = slackClient(workspace);
});
afterAll(() => workspace.close());

type Json = Record<string, unknown>;

/** Slack's complaints about the blocks; empty when it accepts them. */
async function complaints(blocks: Json[]): Promise<string[]> {
  try {
    await slack.apiCall('chat.postMessage', { channel: opsChannel, text: 'x', blocks });
    return [];
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    expect(error.data.error).toBe('invalid_blocks');
    return error.data.response_metadata?.messages ?? [];
  }
}

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const option = (value: string, more: Json = {}): Json => ({ text: plain(value), value, ...more });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const select = (more: Json): Json => ({ type: 'static_select', action_id: 's', ...more });

const task = (status: string): Json => ({ type: 'task_card', task_id: status, title: 'OA', status });
const card: Json = { type: 'card', title: mrkdwn('*OA*'), body: mrkdwn('linked'), actions: [button()] };
const row = (...texts: string[]): Json[] => texts.map((text) => ({ type: 'raw_text', text }));
const dataTable = (rows: number): Json => ({
  type: 'data_table',
  caption: 'Requests',
  rows: Array.from({ length: rows }, () => row('UR-1', 'done')),
});

const good: [string, Json[]][] = [
  ['a plan of tasks', [{ type: 'plan', title: 'Run', tasks: [task('complete'), task('error')] }]],
  ['a card', [card]],
  ['a carousel of cards', [{ type: 'carousel', elements: [card, card] }]],
  [
    'a container that can be collapsed',
    [
      {
        type: 'container',
        title: plain('All'),
        child_blocks: [{ type: 'divider' }],
        is_collapsible: true,
        default_collapsed: true,
      },
    ],
  ],
  ['a data table', [dataTable(3)]],
  ['a section with mrkdwn and fields', [{ type: 'section', text: mrkdwn('*a*'), fields: [plain('b')] }]],
  [
    'a header, a divider and a context',
    [
      { type: 'header', text: plain('Yêu cầu UR-7K2M') },
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          mrkdwn('by <@U0LAN00001>'),
          { type: 'image', image_url: 'https://x/y.png', alt_text: 'y' },
        ],
      },
    ],
  ],
  [
    'buttons with a confirm dialog',
    [
      actions(
        button({
          style: 'danger',
          value: 'v',
          accessibility_label: 'Unlink',
          confirm: {
            title: plain('Sure?'),
            text: mrkdwn('*Really*'),
            confirm: plain('Yes'),
            deny: plain('No'),
            style: 'danger',
          },
        }),
      ),
    ],
  ],
  [
    'checkboxes with mrkdwn options',
    [
      actions({
        type: 'checkboxes',
        action_id: 'c',
        options: [{ text: mrkdwn('*a*'), value: 'a', description: mrkdwn('_d_') }],
      }),
    ],
  ],
  [
    'every kind of menu',
    [
      actions(
        select({ options: options(100), placeholder: plain('Pick') }),
        {
          type: 'multi_static_select',
          action_id: 'm',
          option_groups: [{ label: plain('g'), options: options(2) }],
        },
        { type: 'external_select', action_id: 'e', min_query_length: 0 },
        { type: 'users_select', action_id: 'u' },
        { type: 'overflow', action_id: 'o', options: options(5) },
        { type: 'datepicker', action_id: 'd', initial_date: '2026-11-24' },
      ),
    ],
  ],
  [
    'an input',
    [
      {
        type: 'input',
        label: plain('Reason'),
        element: { type: 'plain_text_input', multiline: true },
        optional: true,
      },
    ],
  ],
  ['a remote file', [{ type: 'file', external_id: 'ABC', source: 'remote' }]],
  [
    'rich text of every kind',
    [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'hi ', style: { bold: true } },
              { type: 'user', user_id: 'U0LAN00001' },
              { type: 'usergroup', usergroup_id: 'S0APPROVE1' },
              { type: 'channel', channel_id: opsChannel },
              { type: 'link', url: 'https://oa.zalo.me', text: 'OA' },
              { type: 'date', timestamp: 1764000000, format: '{date_num} {time}', fallback: 'then' },
              { type: 'emoji', name: 'white_check_mark' },
              { type: 'broadcast', range: 'here' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'ordered',
            indent: 1,
            border: 0,
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'q' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '1234' }], border: 0 },
        ],
      },
    ],
  ],
  ['one action_id in two blocks', [actions(button()), actions(button())]],
];

const bad: [string, Json[], string][] = [
  [
    '51 blocks',
    Array.from({ length: 51 }, () => ({ type: 'divider' })),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    'a long section',
    [{ type: 'section', text: mrkdwn('x'.repeat(3001)) }],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty text',
    [{ type: 'section', text: mrkdwn('') }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a section without anything',
    [{ type: 'section' }],
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  [
    'a long field',
    [{ type: 'section', fields: [plain('x'.repeat(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'eleven fields',
    [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a long header',
    [{ type: 'header', text: plain('x'.repeat(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: mrkdwn('x') }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    'mrkdwn on a button',
    [actions(button({ text: mrkdwn('x') }))],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]',
  ],
  [
    'a long button text',
    [actions(button({ text: plain('x'.repeat(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long button value',
    [actions(button({ value: 'x'.repeat(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a long action_id',
    [actions(button({ action_id: 'x'.repeat(256) }))],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'a long block_id',
    [{ type: 'divider', block_id: 'x'.repeat(256) }],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    '26 buttons',
    [actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `b${index}` })))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'an unknown style',
    [actions(button({ style: 'huge' }))],
    'must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  ['no buttons', [actions()], 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
  [
    'eleven in a context',
    [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a button in a context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'eleven checkboxes',
    [actions({ type: 'checkboxes', action_id: 'c', options: options(11) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'eleven radio buttons',
    [actions({ type: 'radio_buttons', action_id: 'c', options: options(11) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '101 options',
    [actions(select({ options: options(101) }))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'six in an overflow',
    [actions({ type: 'overflow', action_id: 'o', options: options(6) })],
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'a long option',
    [actions(select({ options: [option('x'.repeat(76))] }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    'mrkdwn in a select option',
    [actions(select({ options: [option('a', { text: mrkdwn('a') })] }))],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/options/0/text/type]',
  ],
  [
    'a type on an option',
    [actions(select({ options: [option('a', { type: 'option' })] }))],
    'invalid additional property: type [json-pointer:/blocks/0/elements/0/options/0]',
  ],
  [
    'options and groups',
    [actions(select({}))],
    'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a long confirm',
    [actions(button({ confirm: { text: plain('x'.repeat(301)) } }))],
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'a long confirm title',
    [actions(button({ confirm: { title: plain('x'.repeat(101)), text: plain('x') } }))],
    'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
  ],
  [
    'a long deny',
    [actions(button({ confirm: { text: plain('x'), deny: plain('x'.repeat(31)) } }))],
    'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]',
  ],
  [
    'an alert, which only modals may contain',
    [{ type: 'alert', text: plain('a') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  [
    'a plan beside a task of its own',
    [{ type: 'plan', title: 'Run' }, task('pending')],
    'must not use `task_card` beside `plan` [json-pointer:/blocks]',
  ],
  [
    'a task of another status',
    [task('completed')],
    'must be a valid enum value: pending, in_progress, complete, error [json-pointer:/blocks/0/status]',
  ],
  [
    'a card of four buttons',
    [{ ...card, actions: [1, 2, 3, 4].map((id) => button({ action_id: String(id) })) }],
    'no more than 3 items allowed [json-pointer:/blocks/0/actions]',
  ],
  [
    'a data table of a header alone',
    [dataTable(1)],
    'must provide at least 2 items [json-pointer:/blocks/0/rows]',
  ],
  [
    'a container without a title',
    [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
    'must define either `title` or `rich_text_title` [json-pointer:/blocks/0]',
  ],
  ['an unknown block', [{ type: 'banner' }], 'unsupported type: banner [json-pointer:/blocks/0/type]'],
  [
    'an unknown field',
    [{ type: 'divider', color: 'red' }],
    'invalid additional property: color [json-pointer:/blocks/0]',
  ],
  ['a missing field', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
  [
    'a bare string for a text',
    [{ type: 'section', text: 'hello' }],
    'must provide an object [json-pointer:/blocks/0/text]',
  ],
  [
    'two blocks with one id',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'two elements with one id',
    [actions(button(), button())],
    '`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'an image without alt text',
    [{ type: 'image', image_url: 'https://x/y.png' }],
    'missing required field: alt_text [json-pointer:/blocks/0]',
  ],
  [
    'an input without a label',
    [{ type: 'input', element: { type: 'plain_text_input' } }],
    'missing required field: label [json-pointer:/blocks/0]',
  ],
  [
    'an empty rich text run',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
      },
    ],
    'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
  ],
  [
    'a user in preformatted text',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }],
      },
    ],
    'unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]',
  ],
  [
    'rich text in a context',
    [{ type: 'context', elements: [{ type: 'rich_text', elements: [] }] }],
    'unsupported type: rich_text [json-pointer:/blocks/0/elements/0/type]',
  ],
];

describe('blocks', () => {
  it.each(good)('take %s', async (_name, blocks) => {
    expect(await complaints(blocks)).toEqual([]);
  });

  it.each(bad)('refuse %s', async (_name, blocks, message) => {
    expect(await complaints(blocks)).toContain(`[ERROR] ${message}`);
  });

  it('count characters as people do: an emoji is one', async () => {
    expect(await complaints([{ type: 'header', text: plain('🔗'.repeat(150)) }])).toEqual([]);
  });

  it('name every fault at once', async () => {
    const faults = await complaints([{ type: 'header' }, { type: 'banner' }]);
    expect(faults).toHaveLength(2);
  });
});

it('blocks.validate says what posting would, and posts nothing', async () => {
  const before = workspace.messages(opsChannel).length;
  expect(await slack.apiCall('blocks.validate', { blocks: [{ type: 'divider' }] })).toMatchObject({
    ok: true,
  });
  await expect(slack.apiCall('blocks.validate', { blocks: [{ type: 'alert' }] })).rejects.toMatchObject({
    data: { error: 'invalid_blocks', errors: ['unsupported type: alert [json-pointer:/blocks/0/type]'] },
  });
  const alert = { type: 'alert', text: plain('Cannot be undone'), level: 'warning' };
  const view = { type: 'modal', title: plain('Sure?'), blocks: [alert] };
  expect(await slack.apiCall('blocks.validate', { view })).toMatchObject({ ok: true });
  await expect(
    slack.apiCall('blocks.validate', { view: { type: 'home', blocks: [alert] } }),
  ).rejects.toThrow();
  expect(workspace.messages(opsChannel)).toHaveLength(before);
});
