import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { cardFor, privateAnswer, requestIdOf } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const crm = '7459480659992404316';
const rule = 'Ask the director.';

describe('a command that led to no request', () => {
  const world = useWorld({ policy: { protectedAssets: [{ id: crm, message: rule }] } });

  it('is reported alike in its answer, by status, in one’s own list and in the App Home, without a number', async () => {
    const { workspace } = world();
    const refused = await asks(`/unlink app ${crm}`);
    expect(refused.text).toContain('no request was made');
    expect(refused.text).toContain(rule);
    await asks('/unlink app 000000000000000000');

    const [mine, status] = [await asks('/unlink mine'), await asks('/unlink status')];
    expect(mine.text).toContain('You have asked 2 times, the newest first:');
    expect(mine.text).toContain('What matched was protected. No request was made.');
    expect(mine.text).toContain('No linked OA or app matched. No request was made.');
    expect(status.text).toContain('No linked OA or app matched. No request was made.');
    await workspace.home({ user: people.lan });
    const home = await workspace.waitFor(() => workspace.views(people.lan).home);
    expect(JSON.stringify(home.blocks)).toContain('What matched was protected');
    const lists = [mine.text, status.text, JSON.stringify(home.blocks)];
    expect(lists.filter((text) => /UR-[0-9A-Z]{4}/u.test(text))).toEqual([]);
  });

  it('appears beside requests, which keep their numbers', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    expect((await asks('/unlink mine')).text.match(/UR-[0-9A-Z]+/gu)).toEqual([requestIdOf(card)]);
  });

  function asks(text: string): Promise<Message> {
    const { workspace } = world();
    const { lan: user } = people;
    return privateAnswer(world(), user, () => workspace.post({ user, channel: places.ops, text }));
  }
});
