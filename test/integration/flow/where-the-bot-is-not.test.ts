import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { elementsOf } from '../../../sandbox/block-elements.js';
import type { Message, View } from '../../../sandbox/slack/page-contract.js';
import { privateAnswer } from '../../fixtures/conversation.js';
import { dialogOf } from '../../fixtures/dialogs.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const asset = '2837724047112601812';

describe('in a channel without the bot,', () => {
  // Uncompressed, so that a test can search Redis's data for a text.
  const world = useWorld({ redisSettings: ['--rdbcompression', 'no'] });

  it('a command is answered in its place, with a form that asks for a channel', async () => {
    const answer = await answerTo(`/unlink oa ${asset}`, places.general);
    expect(answer).toMatchObject({ channel: places.general, text: expect.stringContaining('/invite') });
    await openFormFrom(answer);
    const form = await dialogOf(world(), people.lan);
    expect(hasChannelField(form)).toBe(true);
    expect(form.blocks.find(({ block_id }) => block_id === 'pasted')).toMatchObject({
      element: { initial_value: asset },
    });

    const refused = await send(form, places.general);
    expect(refused.errors).toEqual({ channel: expect.stringContaining('I cannot post in this channel') });
    expect((await dialogOf(world(), people.lan)).id).toBe(form.id);

    await send(form, places.ops);
    const card = await world().workspace.waitFor(() => cardIn(places.ops));
    expect(card.text).toContain(asset);
  });

  it('the form asks for a channel at once, which it does not do beside the bot', async () => {
    await world().workspace.post({ user: people.lan, channel: places.general, text: '/unlink' });
    expect(hasChannelField(await dialogOf(world(), people.lan))).toBe(true);
    await world().workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink' });
    expect(hasChannelField(await dialogOf(world(), people.hoa))).toBe(false);
  });

  it('a form that was opened before the bot was removed asks for a channel, and keeps its text', async () => {
    const { workspace } = world();
    await workspace.post({ user: people.minh, channel: places.ops, text: '/unlink' });
    const form = await dialogOf(world(), people.minh);
    const members = workspace.state().channels.find(({ id }) => id === places.ops)?.members ?? [];
    workspace.setMembers(places.ops, Object.values(people));
    try {
      await workspace.submit({ user: people.minh, view_id: form.id, state: { values: filledIn() } });
      const again = await workspace.waitFor(() => {
        const { modal } = workspace.views(people.minh);
        return modal !== null && hasChannelField(modal) ? modal : undefined;
      });
      expect(again.id).toBe(form.id);
    } finally {
      workspace.setMembers(places.ops, members);
    }
  });

  it('no reply address is in Redis, in the log, or in a job', async () => {
    await answerTo(`/unlink oa ${asset}`, places.general);
    const urls = world().workspace.deliveries.flatMap(({ body }) => String(body['response_url'] ?? ''));
    const secrets = urls.flatMap((url) => url.split('/').at(-1) || []);
    expect(secrets.length).toBeGreaterThan(0);
    const redis = new Redis(world().redis.url);
    const dump = await everythingIn(redis).finally(() => redis.disconnect());
    const all = [...dump, ...world().logged].join('\n');
    expect(all).toContain(asset);
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
  });

  it('an address outside Slack is never called: the answer comes by direct message', async () => {
    const { workspace, zca } = world();
    await answerTo(`/unlink oa ${asset}`, places.general);
    const sent = workspace.deliveries.findLast(({ kind }) => kind === 'slash_commands')?.body ?? {};
    const forged = { ...sent, text: 'oa sai gon', trigger_id: 'forged', response_url: `${zca.url}/stolen` };
    const direct = await botsDirectMessages();
    const before = workspace.messages(direct).length;
    await workspace.deliver(new URLSearchParams(forged).toString());
    const told = await workspace.waitFor(() => workspace.messages(direct)[before]);
    expect(told.text).toContain('/invite');
    expect(zca.ledger.calls.filter(({ path }) => path.includes('stolen'))).toEqual([]);
  });

  it('a request in the bot’s direct messages is refused there, and no card appears', async () => {
    const channel = await botsDirectMessages();
    const answer = await answerTo(`/unlink oa ${asset}`, channel);
    expect(answer).toMatchObject({ channel, text: expect.stringContaining('No approver would see') });
    expect(cardIn(channel)).toBeUndefined();
  });

  function answerTo(text: string, channel: string): Promise<Message> {
    return privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel, text }),
    );
  }

  async function openFormFrom(answer: Message): Promise<void> {
    const block = answer.blocks.find(({ type }) => type === 'actions');
    const [button] = block === undefined ? [] : elementsOf(block);
    if (block?.block_id === undefined || button === undefined) throw new Error('the answer has no button');
    await world().workspace.action({
      user: people.lan,
      container: { type: 'message', channel: answer.channel, message_ts: answer.ts },
      block_id: block.block_id,
      action_id: button.action_id,
    });
  }

  function filledIn() {
    const selected_options = [{ value: asset, text: { type: 'plain_text', text: 'OA' } }];
    return { 'assets/oa': { 'unlink_assets/oa': { selected_options } } };
  }

  function send(form: View, channel: string) {
    const values = { ...filledIn(), channel: { unlink_channel: { selected_conversation: channel } } };
    return world().workspace.submit({ user: people.lan, view_id: form.id, state: { values } });
  }

  function cardIn(channel: string): Message | undefined {
    return world()
      .workspace.messages(channel)
      .find(({ metadata }) => JSON.stringify(metadata ?? null).includes('"op":"card-'));
  }

  /** Lan's conversation with the bot, which has written to her before. */
  async function botsDirectMessages(): Promise<string> {
    const { workspace, config } = world();
    const answer = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${config.slack.botToken}` },
      body: new URLSearchParams({ channel: people.lan, text: 'Hello' }),
    });
    return z.object({ channel: z.string() }).parse(await answer.json()).channel;
  }
});

function hasChannelField({ blocks }: View): boolean {
  return blocks.some(({ block_id }) => block_id === 'channel');
}

/** Every key's value, as text. */
async function everythingIn(redis: Redis): Promise<string[]> {
  const keys = await redis.keys('*');
  const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  return dumps.map((bytes) => bytes?.toString('latin1') ?? '');
}
