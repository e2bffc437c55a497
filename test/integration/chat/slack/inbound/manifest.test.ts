import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { scopesOf } from '../../../../../sandbox/slack/api/scopes.js';
import { defaultSeed } from '../../../../../sandbox/slack/seed.js';
import { unlinkCommand } from '../../../../../src/chat/slack/inbound/commands.js';
import { shortcutId } from '../../../../../src/chat/slack/inbound/dialogs/form.js';
import { manifestOf, type SlackManifest } from '../../../../../src/chat/slack/inbound/manifest.js';
import { cardFor, press, privateAnswer, resultOf } from '../../../../fixtures/conversation.js';
import { dialogOf } from '../../../../fixtures/dialogs.js';
import { people, places, useWorld } from '../../../../fixtures/world.js';
import { channel, picked } from './dialogs/form-hands.js';

const requestUrl = 'https://YOUR-HOST/slack/events';
const overHttp = manifestOf({ door: { type: 'http', requestUrl } });
const overSocket = manifestOf({ door: { type: 'socket' } });

const room = 'src/chat/slack';
const sources = readdirSync(room, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(room, path), 'utf8'));
const source = sources.join('\n');

/**
 * Methods of Slack's Web API that need no scope, by their pages; `scopesOf` must know the scopes of
 * all others.
 */
const scopeless = ['auth.test', 'chat.getPermalink', 'views.open', 'views.update', 'views.publish'];
/** Members of a Web API client that make no call. */
const silent = ['slackApiUrl', 'token'];
/** The scope without which Slack does not send an event, by the events' pages. */
const scopesOfEvent = new Map([
  ['app_mention', ['app_mentions:read']],
  ['app_home_opened', []],
]);

describe('slack-manifest.json', () => {
  it('is generated from the code', () => {
    expect(readFileSync('slack-manifest.json', 'utf8')).toBe(`${JSON.stringify(overHttp, null, 2)}\n`);
  });

  it('is printed by `npm run manifest`', async () => {
    expect(await printed()).toEqual({
      out: readFileSync('slack-manifest.json', 'utf8'),
      error: '',
      exitCode: undefined,
    });
  });

  it('uses only names and values from Slack’s own types', () => {
    type Slack = webApi.AppsManifestCreateArguments['manifest'];
    expectTypeOf({ ...overHttp }).toExtend<Known<Slack>>();
    expectTypeOf<Strange<SlackManifest, Slack>>().toBeNever();
  });
});

describe('the command line', () => {
  it('puts an address into all four places', async () => {
    const { out } = await printed('--url', 'https://bot.example.com/');
    expect(JSON.parse(out)).toEqual(
      manifestOf({ door: { type: 'http', requestUrl: 'https://bot.example.com/slack/events' } }),
    );
    expect(out.match(/https:\/\/bot\.example\.com\/slack\/events"/gu)).toHaveLength(4);
  });

  it.each([
    ['https://bot.example.com/slack/events', 'https://bot.example.com/slack/events'],
    ['https://example.com/bot/', 'https://example.com/bot/slack/events'],
  ])('takes the address %s', async (given, used) => {
    const { settings } = JSON.parse((await printed('--url', given)).out);
    expect(settings.event_subscriptions.request_url).toBe(used);
  });

  it('makes the manifest for Socket Mode', async () => {
    expect(JSON.parse((await printed('--socket')).out)).toEqual(overSocket);
  });

  it.each([
    [['--url', 'bot.example.com'], 'give one like https://bot.example.com'],
    [['--url', 'http://bot.example.com'], 'give one like https://bot.example.com'],
    [['--url', 'https://bot.example.com?x=1'], 'give one like https://bot.example.com'],
    [['--url', 'https://bot.example.com', '--socket'], 'not both'],
    [['--url'], 'npm run --silent manifest -- --url https://bot.example.com'],
    [['--wat'], 'npm run --silent manifest -- --url https://bot.example.com'],
    [['https://bot.example.com'], 'npm run --silent manifest -- --url https://bot.example.com'],
  ])('explains itself, prints no manifest and ends with 2 when used like %j', async (args, says) => {
    const { out, error, exitCode } = await printed(...args);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(error).toContain(says);
  });
});

describe('the manifest', () => {
  it('over HTTP sends everything to one address', () => {
    expect(addressesIn(overHttp)).toEqual({
      url: requestUrl,
      request_url: requestUrl,
      message_menu_options_url: requestUrl,
    });
    expect(overHttp.settings.socket_mode_enabled).toBe(false);
  });

  it('for Socket Mode has no address and is otherwise the same', () => {
    expect(addressesIn(overSocket)).toEqual({});
    expect(overSocket.settings.socket_mode_enabled).toBe(true);
    const { interactivity, event_subscriptions } = overSocket.settings;
    expect([interactivity, event_subscriptions.bot_events]).toEqual([
      { is_enabled: true },
      overHttp.settings.event_subscriptions.bot_events,
    ]);
    expect(overSocket.oauth_config).toEqual(overHttp.oauth_config);
  });

  it('registers exactly what the listeners listen to', () => {
    const { slash_commands, shortcuts } = overHttp.features;
    expect(slash_commands.map(({ command }) => command)).toEqual([unlinkCommand]);
    expect(shortcuts.map(({ callback_id }) => callback_id)).toEqual([shortcutId]);
    expect(heard(/\blisteners\.command\(([^,]+),/gu)).toEqual(['unlinkCommand']);
    expect(heard(/\blisteners\.shortcut\((\w+)/gu)).toEqual(['shortcutId']);
    expect(heard(/\blisteners\.event\(\s*'?([^',]+)/gu)).toEqual(
      [...overHttp.settings.event_subscriptions.bot_events].sort(),
    );
    expect(
      heard(/\bapp\.(action|command|event|view|options|shortcut|message|function|step|assistant)\(/gu),
    ).toEqual([]);
  });
});

describe('the calls of the Web API', () => {
  it.each([
    ['await client.views.open({ view })', ['views.open']],
    ['await client.chat\n    .postMessage({ channel })\n    .catch(f)', ['chat.postMessage']],
    ['this.#client.usergroups.users.list({ usergroup })', ['usergroups.users.list']],
    ['doors.client?.users?.info(x)', ['users.info']],
    ['const search = client.conversations.history;', ['conversations.history']],
    ['later(client.chat.update.bind(client))', ['chat.update']],
    ['new URL(client.slackApiUrl)', []],
    ["import { x } from './web-client.js';", []],
    ['constructor(client: webApi.WebClient) { this.#client = client; }', []],
  ])('are found in %j', (code, methods) => {
    expect(callsIn(code)).toEqual({ methods, unclear: [] });
  });

  it.each([
    'client.emoji.list()',
    'client.usergroups.users.update({})',
    "client.apiCall('chat.delete')",
    "client['chat'].delete({})",
    'const { chat } = client;',
    'const { users } = this.#options.client;',
    'const slack = client;',
    'const { client: slack } = this.#options;',
    'function f(slack: webApi.WebClient) {}',
    'type Some = Pick<webApi.WebClient, "chat">;',
  ])('are an error where the method is unknown, as in %j', (code) => {
    expect(callsIn(code).unclear).not.toEqual([]);
  });

  it('are all known', () => {
    const { methods, unclear } = callsIn(source);
    expect(unclear).toEqual([]);
    expect(methods.length).toBeGreaterThan(10);
    expect(methods.filter((method) => scopeless.includes(method) && scopesOf(method).length > 0)).toEqual([]);
  });
});

describe('the scopes', () => {
  const { methods } = callsIn(source);
  const granted = overHttp.oauth_config.scopes.bot;

  it('are exactly those that the calls, the command, the shortcut and the events need', () => {
    expect(scopeFaults(overHttp, granted, methods)).toEqual([]);
    expect(scopeFaults(overSocket, overSocket.oauth_config.scopes.bot, methods)).toEqual([]);
    expect(new Set(granted).size).toBe(granted.length);
  });

  it.each(granted)('fall short without %s', (scope) => {
    const less = granted.filter((each) => each !== scope);
    expect(scopeFaults(overHttp, less, methods)).toEqual([`missing ${scope}`]);
  });

  it.each(['im:history', 'channels:read', 'users:read.email', 'chat:write.public'])(
    'are too many with %s',
    (scope) => {
      expect(scopeFaults(overHttp, [...granted, scope], methods)).toEqual([`idle ${scope}`]);
    },
  );

  it.each([
    ['conversations.list', 'missing channels:read'],
    ['conversations.open', 'missing im:write'],
  ])('fall short when %s is called too', (method, fault) => {
    expect(scopeFaults(overHttp, granted, [...methods, method])).toContain(fault);
  });

  it.each([
    [['users.info', 'bots.info'], 'idle users:read'],
    [['usergroups.users.list', 'usergroups.list'], 'idle usergroups:read'],
  ])('are too many when %s is no longer called', (gone, fault) => {
    const less = methods.filter((each) => !gone.includes(each));
    expect(scopeFaults(overHttp, granted, less)).toEqual([fault]);
  });
});

describe('a workspace with nothing but the manifest', () => {
  const { features, oauth_config, settings } = overHttp;
  const world = useWorld({
    workspace: {
      scopes: oauth_config.scopes.bot,
      events: settings.event_subscriptions.bot_events,
      seed: { ...defaultSeed(), commands: [...features.slash_commands], shortcuts: [...features.shortcuts] },
    },
  });

  beforeEach(() => {
    const { pathname } = new URL(settings.event_subscriptions.request_url ?? '');
    const { web, workspace } = world();
    if (!('port' in web)) throw new Error('the bot takes nothing over HTTP');
    workspace.connect(`http://127.0.0.1:${web.port}${pathname}`);
  });
  afterEach(() => {
    const { calls } = world().workspace;
    expect(calls.filter(({ outcome }) => outcome === 'missing_scope')).toEqual([]);
  });

  it('sees a request through, from the command to the result', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
    expect(called()).toEqual(
      expect.arrayContaining(['chat.postMessage', 'chat.update', 'usergroups.users.list', 'users.info']),
    );
  });

  it('sees a mention answered privately', async () => {
    const note = await privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text: '@zca-unlink oa zzzzqqqq' }),
    );
    expect(note.text).toContain('No linked OA matches “zzzzqqqq”');
    expect(called()).toContain('chat.postEphemeral');
  });

  it('sees the App Home filled', async () => {
    const { workspace } = world();
    await workspace.home({ user: people.minh });
    const home = await workspace.waitFor(() => workspace.views(people.minh).home);
    expect(home.blocks.length).toBeGreaterThan(0);
    expect(called()).toContain('views.publish');
  });

  it('sees the shortcut open the form, its picker fill, and its card appear', async () => {
    const { workspace } = world();
    await workspace.shortcut({ user: people.lan, callback_id: shortcutId });
    const form = await dialogOf(world(), people.lan);
    const { options } = await workspace.options({
      user: people.lan,
      container: { type: 'view', view_id: form.id },
      block_id: 'assets/oa',
      action_id: 'unlink_assets/oa',
      value: '912210918718333954',
    });
    const [found] = options;
    if (found === undefined) throw new Error('the picker is empty');
    const asset = { kind: 'oa', id: found.value, name: found.text.text } as const;
    const before = workspace.messages(places.ops).length;
    const values = { ...picked(asset), channel: channel(places.ops) };
    const report = await workspace.submit({ user: people.lan, view_id: form.id, state: { values } });
    expect(report).toMatchObject({ ok: true });
    const card = await workspace.waitFor(() => workspace.messages(places.ops)[before]);
    expect(card.text).toContain('912210918718333954');
    expect(called()).toContain('views.open');
  });

  function called(): string[] {
    return world().workspace.calls.map(({ method }) => method);
  }
});

/** The type with its lists read-only, as the manifest has them. */
type Known<Whole> = Whole extends readonly (infer One)[]
  ? readonly Known<One>[]
  : Whole extends object
    ? { readonly [Name in keyof Whole]: Known<Whole[Name]> }
    : Whole;

/** The keys, however deep, that Slack's type does not have. */
type Strange<Own, Slack> = Own extends readonly (infer One)[]
  ? Slack extends readonly (infer Other)[]
    ? Strange<One, Other>
    : 'a list'
  : Own extends object
    ?
        | Exclude<keyof Own, keyof Slack>
        | {
            [Name in keyof Own & keyof Slack]: Strange<NonNullable<Own[Name]>, NonNullable<Slack[Name]>>;
          }[keyof Own & keyof Slack]
    : never;

/**
 * The Web API methods that a piece of source calls, sorted, and the calls whose method is unknown,
 * which are an error.
 */
function callsIn(code: string): { methods: string[]; unclear: string[] } {
  const methods = new Set<string>();
  const unclear: string[] = [];
  for (const [chain] of code.matchAll(/(?<![-\w])client(?:\s*\??\.\w+)+/gu)) {
    const names = chain.split('.').map((name) => name.replaceAll(/[\s?]/gu, ''));
    const method = [names.slice(1, 4), names.slice(1, 3)].map((parts) => parts.join('.')).find(isMethod);
    if (method !== undefined) methods.add(method);
    else if (!silent.includes(names[1] ?? '')) unclear.push(chain);
  }
  // The search would miss a client under any other name.
  const typed = code.replaceAll(/\bclient: webApi\.WebClient\b|\): webApi\.WebClient \{/gu, '');
  unclear.push(...(typed.replaceAll('new webApi.WebClient(', '').match(/.*\bWebClient\b.*/gu) ?? []));
  const renamed =
    /\bclient\?*\.?\[|(?<!\bclient\s*)=\s*(?:[\w#]+\.)*#?client\s*[;,)\n]|\bclient:\s*(?!webApi\b)\w+\s*[,}]/gu;
  unclear.push(...(code.match(renamed) ?? []));
  return { methods: [...methods].sort(), unclear };
}

function isMethod(name: string): boolean {
  return scopeless.includes(name) || scopesOf(name).length > 0;
}

/**
 * The scopes that a manifest lacks, and those that it has too many, for the methods that are
 * called.
 */
function scopeFaults(
  { features, settings }: SlackManifest,
  scopes: readonly string[],
  methods: readonly string[],
): string[] {
  const { app_home, slash_commands, shortcuts } = features;
  // Nobody can write to the bot's direct messages where they are read-only, so it need not read
  // there.
  const isUseless = (scope: string) => app_home.messages_tab_read_only_enabled && scope === 'im:history';
  const needed = new Set([
    ...methods.flatMap((method) => scopesOf(method)).filter((scope) => !isUseless(scope)),
    ...(slash_commands.length + shortcuts.length > 0 ? ['commands'] : []),
    ...settings.event_subscriptions.bot_events.flatMap(
      (event) => scopesOfEvent.get(event) ?? [`whatever ${event} needs`],
    ),
  ]);
  const granted = new Set(scopes);
  return [
    ...[...needed].filter((scope) => !granted.has(scope)).map((scope) => `missing ${scope}`),
    ...[...granted].filter((scope) => !needed.has(scope)).map((scope) => `idle ${scope}`),
  ];
}

/** The matches of a pattern's first group in the sources of the room, sorted. */
function heard(pattern: RegExp): (string | undefined)[] {
  return [...source.matchAll(pattern)].map(([, name]) => name).sort();
}

/** Every key that holds an address, however deep. */
function addressesIn(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]) =>
      /url/u.test(key) ? { [key]: inner } : addressesIn(inner),
    ),
  );
}

/** Runs the command line in this process. */
async function printed(...args: string[]): Promise<{ out: string; error: string; exitCode: unknown }> {
  const before = { argv: process.argv, exitCode: process.exitCode };
  const said = { out: '', error: '' };
  const into = (name: keyof typeof said) => (text: string | Uint8Array) => {
    said[name] += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  const error = vi.spyOn(process.stderr, 'write').mockImplementation(into('error'));
  try {
    process.argv = ['node', 'manifest.js', ...args];
    vi.resetModules();
    await import('../../../../../src/cli/manifest.js');
    return { ...said, exitCode: process.exitCode };
  } finally {
    Object.assign(process, before);
    out.mockRestore();
    error.mockRestore();
  }
}
