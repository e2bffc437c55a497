import { describe, expect, it } from 'vitest';
import { cardFor, press, privateAnswer } from '../../fixtures/conversation.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('while the ZCA is away,', () => {
  const world = useWorld({ ...withOpsChannel, env: { ...withOpsChannel.env, OPS_PORT: '0' } });
  const ask = (text: string) => () => world().workspace.post({ user: people.lan, channel: places.ops, text });
  const readiness = async () =>
    (await fetch(`http://127.0.0.1:${world().worker.opsPort}/readyz`)).json() as Promise<object>;

  it('the worker’s /readyz says so, the people who run the bot are alerted, and requesters hear what to do', async () => {
    const { zca, config } = world();
    if (config.zca.driver !== 'http') throw new Error('this world has a gateway');
    expect(zca.ledger.looks).toHaveLength(1);
    expect(await readiness()).toMatchObject({ status: 'ok', zca: 'ok' });
    zca.faults.add({ type: 'drop_before', operation: 'list', times: 'always' });
    zca.faults.add({ type: 'drop_before', operation: 'look', times: 'always' });
    const { text } = await privateAnswer(world(), people.lan, ask('/unlink oa 1234'));
    expect(text).toBe(
      'I couldn’t reach the ZCA (ECONNRESET), so nothing was requested. Please try again in a few minutes.',
    );
    // Nobody asks a second time: the bot itself checks for more than one broken connection.
    const told = await alert(world(), 'breaks before it has answered');
    expect(told.text).toContain(new URL(config.zca.apiUrl).host);
    expect(told.text).not.toContain(config.zca.accessToken);
    // A ready worker still takes other work.
    await expect.poll(readiness, { timeout: patienceMs }).toMatchObject({ status: 'ok', zca: 'no answer' });
    zca.faults.clear();
    await cardFor(world(), people.lan, '/unlink oa 1234');
    await expect.poll(readiness, { timeout: patienceMs }).toMatchObject({ zca: 'ok' });
    expect(alerts(world(), 'breaks before it has answered')).toHaveLength(1);
  });

  it('a presser hears that nothing was confirmed and what to do', async () => {
    const { zca, workspace } = world();
    const [card] = workspace.messages(places.ops).filter(({ thread_ts }) => thread_ts === undefined);
    if (card === undefined) throw new Error('a card is there');
    zca.faults.add({ type: 'drop_before', operation: 'read', times: 'always' });
    const { text } = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(text).toBe(
      'I couldn’t reach the ZCA (ECONNRESET), so nothing was confirmed. Please press again in a few minutes.',
    );
    zca.faults.clear();
  });

  it('a gateway that breaks the contract is reported with the fault', async () => {
    const { zca } = world();
    zca.faults.add({ type: 'html', operation: 'list', status: 200 });
    const { text } = await privateAnswer(world(), people.lan, ask('/unlink app 1234'));
    expect(text).toContain('the ZCA’s answer was not understood (HTTP 200, no JSON envelope)');
    expect((await alert(world(), 'does not answer as a ZCA gateway')).text).toContain(
      'HTTP 200, no JSON envelope',
    );
  });
});
