import { describe, expect, it } from 'vitest';
import { botScopes } from '../../../src/chat/slack/inbound/manifest.js';
import { createLog } from '../../../src/ops/logger.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import { cardFor, cardSays, press, privateAnswer, resultOf } from '../../fixtures/conversation.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { people, places, startWorld, stopWorld, useWorld, type World } from '../../fixtures/world.js';

const ask = ({ workspace }: World, text: string) =>
  workspace.post({ user: people.lan, channel: places.ops, text });
const log = createLog('silent');

describe('the people who run the bot are told', () => {
  const world = useWorld(withOpsChannel);

  it('once, by all processes together, that the ZCA rejects the token, with a remedy', async () => {
    const { zca, config } = world();
    zca.faults.add({ type: 'error_in_200', operation: 'list', error: -216, times: 'always' });
    const other = await startWorker(config, log);
    for (const text of ['/unlink oa 1234', '/unlink show oa 1234', '/unlink app 1234', '/unlink app 5678'])
      await privateAnswer(world(), people.lan, () => ask(world(), text));
    const { text } = await alert(world(), 'does not accept the bot’s token');
    expect(text).toMatch(/First seen <!date\^\d+\^/u);
    expect(text).toContain('What the bot does: Nothing can be looked up or unlinked');
    expect(text).toContain('Please: Renew the token');
    await other.stop();
    zca.faults.clear();
    await cardFor(world(), people.lan, '/unlink oa 1234');
    expect(alerts(world(), 'token')).toHaveLength(1);
  });

  it('that the token is not an administrator', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, card, 'confirm');
    expect((await alert(world(), 'not an administrator')).text).toContain('administrator’s role');
    await cardSays(world(), card, 'Not done');
  });

  it('in one message, although the answer to it is lost', async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'users.info', kind: 'error', error: 'token_revoked', times: 99 });
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_after' });
    const searches = () => workspace.calls.filter(({ method }) => method === 'conversations.history').length;
    const before = searches();
    await workspace.home({ user: people.hoa });
    await privateAnswer(world(), people.hoa, () =>
      workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink ao 1' }),
    );
    await alert(world(), 'token_revoked');
    await workspace.waitFor(() => searches() > before);
    workspace.faults.clear();
    expect(alerts(world(), 'token_revoked')).toHaveLength(1);
  });
});

describe('at the start, the people who run the bot are told', () => {
  it.each([
    [
      'which scope Slack misses',
      { workspace: { scopes: botScopes.filter((scope) => scope !== 'usergroups:read') } },
      ['missing_scope', 'it asks for usergroups:read', 'usergroups.users.list'],
    ],
    [
      'of a group that Slack does not know',
      { env: { ...withOpsChannel.env, UNLINK_APPROVERS: 'S0NOTHERE1' } },
      ['who is in the group S0NOTHERE1', 'no_such_subteam'],
    ],
    [
      'that Redis may throw requests away',
      { redisSettings: ['--maxmemory-policy', 'allkeys-lru'] },
      ['maxmemory-policy noeviction'],
    ],
    [
      'that Redis keeps no append-only file',
      { redisSettings: ['--appendonly', 'no'] },
      ['no append-only file', 'appendonly yes'],
    ],
  ])('%s', async (_what, options, words) => {
    const world = await startWorld({ ...withOpsChannel, ...options });
    const { text } = await alert(world, words[0] ?? '');
    for (const word of words) expect(text).toContain(word);
    expect(alerts(world, words[0])).toHaveLength(1);
    await stopWorld(world);
  });

  it('in the bot’s own language', async () => {
    const world = await startWorld({
      ...withOpsChannel,
      env: { ...withOpsChannel.env, BOT_LOCALE: 'vi' },
      redisSettings: ['--appendonly', 'no'],
    });
    expect((await alert(world, 'Redis')).text).toContain('Hãy:');
    await stopWorld(world);
  });
});

describe('an undelivered alert', () => {
  it.each([
    ['the channel is not there', { env: { OPS_CHANNEL: 'C0NOTHERE1' } }, 'channel_not_found'],
    ['the bot is not in the channel', { env: { OPS_CHANNEL: places.general } }, 'not_in_channel'],
  ])(
    'because %s is logged with the cause, and leaves nothing behind when it ends',
    async (_why, options, code) => {
      const world = await startWorld({ ...options, redisSettings: ['--appendonly', 'no'] });
      const said = () => world.logged.join('');
      await expect.poll(said).toContain('alert.not_posted');
      expect(said()).toContain(code);
      expect(said()).toContain('"setting":"no_append_only_file"');
      const tries = () =>
        world.workspace.calls.filter(({ args }) => args['channel'] === options.env.OPS_CHANNEL).length;
      const tried = tries();
      const card = await cardFor(world, people.lan, '/unlink oa 1234');
      await press(world, people.minh, card, 'confirm');
      await resultOf(world, card);
      expect(tries()).toBe(tried);
      await stopWorld(world);
    },
  );

  it('because no channel is configured is logged, as each process says once at its start', async () => {
    const world = await startWorld({ redisSettings: ['--appendonly', 'no'] });
    expect(world.logged.filter((line) => line.includes('alerts.no_channel'))).toHaveLength(2);
    expect(world.logged.join('')).toContain('"setting":"no_append_only_file"');
    await stopWorld(world);
  });
});
