import { expect, it } from 'vitest';
import { botScopes } from '../../../../src/chat/slack/inbound/manifest.js';
import { startWorld, stopWorld } from '../../../fixtures/world.js';

it.each([
  ['names the scopes that the token lacks', botScopes.filter((scope) => scope !== 'usergroups:read'), 1],
  ['says nothing of a token with all of them', botScopes, 0],
])('the log of a starting worker %s', async (_, scopes, warnings) => {
  const world = await startWorld({ workspace: { scopes } });
  await stopWorld(world);
  const said = world.logged.filter((line) => line.includes('slack.scopes_missing'));
  expect(said).toHaveLength(warnings);
  for (const line of said) expect(line).toContain('"missing":"usergroups:read"');
});
