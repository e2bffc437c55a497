import { describe, expect, it } from 'vitest';
import { cardFor } from '../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

const older = 'test-signing-secret-0123';
const newer = 'newer-signing-secret-4567';

describe('with a new and an old signing secret', () => {
  const world = useWorld({ env: { SLACK_SIGNING_SECRET: `${newer}, ${older}` } });
  const form = (trigger: string) =>
    new URLSearchParams({
      command: '/unlink',
      text: 'help',
      user_id: people.lan,
      channel_id: places.ops,
      team_id: 'T0ZCADEMO1',
      trigger_id: trigger,
    }).toString();

  it('the bot does what is signed with the old one, as Slack signs it until the change', async () => {
    expect((await cardFor(world(), people.lan, '/unlink oa 1234')).text).toContain('1234');
  });

  it('the bot takes what is signed with the new one', async () => {
    expect(await world().workspace.deliver(form('1.1'), { secret: newer })).toMatchObject({ status: 200 });
  });

  it.each(['another-signing-secret-89', `${newer}, ${older}`, `${newer},${older}`])(
    'the bot answers 401 to what is signed with %s',
    async (secret) => {
      expect(await world().workspace.deliver(form('1.2'), { secret })).toMatchObject({ status: 401 });
    },
  );
});
