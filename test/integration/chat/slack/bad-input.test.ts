import { describe, expect, it } from 'vitest';
import { cardFor, privateAnswer } from '../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

describe('bad input', () => {
  const world = useWorld();
  const answerTo = (text: string, channel: string = places.ops) =>
    privateAnswer(world(), people.lan, () => world().workspace.post({ user: people.lan, channel, text }));

  it.each([
    ['/unlink trợ giúp', 'Unlink an Official Account or an app'],
    ['/unlink ao 1234', '/unlink oa 1234'],
    ['/unlink 1234', 'Is “1234” an OA or an app?'],
    ['/unlink oa', 'Which OA?'],
    [`/unlink oa ${'9'.repeat(10_000)}`, 'That is 10000 characters'],
    [`/unlink history ${'since '.repeat(5_000)}`, 'I read at most 12000'],
    [`@zca-unlink history ${'since '.repeat(5_000)}`, 'I read at most 12000'],
    [`/unlink oa 1234 -- ${'why '.repeat(1_000)}`, 'The reason is'],
    ['/unlink oa 🦄🦄🦄', 'No linked OA matches “🦄🦄🦄”'],
    ['/unlink oa مرحبا بالعالم كله', 'No linked OA matches'],
    ['/unlink oa <!channel> nobody', 'No linked OA matches “@channel nobody”'],
  ])('as in %s is answered privately', async (text, says) => {
    expect((await answerTo(text)).text).toContain(says);
  });

  it('containing a typo in a name is answered with the closest names', async () => {
    const note = await answerTo('/unlink oa nha thuoc minh chao sai gonn');
    expect(note.text).toContain('Closest:');
    expect(note.text).toContain('Nhà thuốc Minh Châu Sài Gòn');
  });

  it.each([
    '/unlink oa １２３４',
    '/unlink oa 4318 0930 4283 9471 234',
    '/unlink oa 4318\u200b093042839471234',
    '/unlink OA dai ly',
  ])('as in %s still finds the asset it means', async (text) => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, text);
    expect(card.text).toContain('4318093042839471234');
    const block = card.blocks.find(({ type }) => type === 'actions');
    await workspace.action({
      user: people.lan,
      container: { type: 'message', channel: card.channel, message_ts: card.ts },
      block_id: block?.block_id ?? '',
      action_id: 'cancel',
    });
    await workspace.waitFor(() =>
      workspace.messages(places.ops).find(({ ts, text: now }) => ts === card.ts && now.includes('Cancelled')),
    );
  });

  it('shows a name full of markup as it is', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa channel boo');
    expect(card.text).toContain('&lt;!channel&gt; *boo* &amp; &lt;http://x|y&gt;');
    expect(JSON.stringify(card.blocks)).toContain('"text":"<!channel> *boo* & <http://x|y>"');
  });

  it('in a channel without the bot is answered privately with an invitation, and leaves nothing behind', async () => {
    const { workspace } = world();
    await workspace.post({ user: people.lan, channel: places.general, text: '/unlink app 1234' });
    const answer = await workspace.waitFor(() =>
      workspace.calls.findLast(({ method, outcome }) => method === 'response_url' && outcome === 'ok'),
    );
    expect(String(answer.args['text'])).toContain('/invite');
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    expect(card.text).toContain('2791234630649070902');
  });

  it.each([
    ['html', 'was not understood'],
    ['nonsense', 'was not understood'],
  ] as const)('from a ZCA that answers a list with %s leads to a private answer', async (type, says) => {
    const fault = type === 'html' ? { type, status: 200 } : { type, variant: 'number_id' as const };
    world().zca.faults.add({ ...fault, operation: 'list' });
    expect((await answerTo('/unlink oa 1234')).text).toContain(says);
  });
});
