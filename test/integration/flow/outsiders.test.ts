import { beforeAll, describe, expect, it } from 'vitest';
import { cardFor, privateAnswer } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const partner = 'U0PARTNER1';
const guest = 'U0GUEST001';

/** Adds a person of another company in a shared channel, and a guest of the workspace. */
function addOutsiders({ workspace }: ReturnType<ReturnType<typeof useWorld>>): void {
  workspace.addPerson({ id: partner, name: 'partner', team_id: 'T0PARTNER1' }, [places.ops]);
  workspace.addPerson({ id: guest, name: 'guest', is_ultra_restricted: true }, [places.ops]);
}

describe('guests and people from other companies', () => {
  const world = useWorld();
  beforeAll(() => addOutsiders(world()));

  it.each([partner, guest])('can neither query nor request: %s', async (user) => {
    const { workspace, zca } = world();
    for (const text of ['show oa 1', 'history', 'pending', 'unlink app 1234']) {
      const post = () => workspace.post({ user, channel: places.ops, text: `@zca-unlink ${text}` });
      expect((await privateAnswer(world(), user, post)).text).toContain(
        'Guests and people from other companies',
      );
    }
    await workspace.idle();
    expect(workspace.messages(places.ops).filter(({ text }) => text.includes('Unlink request'))).toEqual([]);
    expect(zca.ledger.removals).toEqual([]);
  });

  it('get nothing in the form', async () => {
    const { workspace } = world();
    await workspace.shortcut({ user: guest, callback_id: 'unlink_asset' });
    const view = await workspace.waitFor(() => workspace.views(guest).modal);
    const container = { type: 'view', view_id: view.id } as const;
    const asked = { container, block_id: 'assets/oa', action_id: 'unlink_assets/oa', value: '' };
    expect((await workspace.options({ user: guest, ...asked })).options).toEqual([]);
  });
});

describe('a guest who is named in the policy', () => {
  const world = useWorld({ env: { UNLINK_REQUESTERS: `${guest},${people.lan}` } });
  beforeAll(() => addOutsiders(world()));

  it('makes requests like everybody', async () => {
    const card = await cardFor(world(), guest, '@zca-unlink unlink app 1234');
    expect(card.text).toContain(guest);
  });
});
