import { describe, expect, it } from 'vitest';
import { cardFor, press, resultOf } from '../../world/conversation.js';
import { people, useWorld } from '../../world/world.js';

describe('over Socket Mode', () => {
  const appToken = 'xapp-test-secret';
  const world = useWorld({ env: { SLACK_APP_TOKEN: appToken }, workspace: { appToken } });

  it('the main job is the same as over HTTP', async () => {
    const { workspace } = world();
    await workspace.waitFor(() => workspace.connections() > 0);
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
    expect(workspace.deliveries.every(({ via }) => via === 'socket')).toBe(true);
  });
});
