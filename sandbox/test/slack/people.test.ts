import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../slack/workspace.js';
import { lan, minh, openWorkspace, opsChannel, slackClient } from './bolt-bot.js';

let workspace: Workspace;
let slack: WebClient;

beforeEach(async () => {
  workspace = await openWorkspace();
  slack = slackClient(workspace);
});
afterEach(() => workspace.close());

const infoOf = async (user: string) => (await slack.users.info({ user, include_locale: true })).user;

it.each([
  [{ is_restricted: true }, { is_restricted: true, is_ultra_restricted: false }],
  [{ is_ultra_restricted: true }, { is_restricted: true, is_ultra_restricted: true }],
  [
    { is_stranger: true, team_id: 'T0OTHER001' },
    { is_stranger: true, team_id: 'T0OTHER001' },
  ],
  [{ is_bot: true }, { is_bot: true }],
  [
    { locale: 'en-GB', tz: 'Europe/London' },
    { locale: 'en-GB', tz: 'Europe/London' },
  ],
])('a person can be set to %o', async (changes, shown) => {
  workspace.setPerson(lan, changes);
  expect(await infoOf(lan)).toMatchObject({ name: 'lan', ...shown });
  expect(await infoOf(minh)).toMatchObject({ is_restricted: false, is_bot: false, locale: 'en-US' });
});

it('a person can be added to the workspace and to channels, and then speak', async () => {
  const guest = workspace.addPerson({ id: 'U0GUEST001', name: 'guest', is_restricted: true }, [opsChannel]);
  expect(await infoOf(guest.id)).toMatchObject({ name: 'guest', is_restricted: true, locale: 'en-US' });
  await workspace.post({ user: guest.id, channel: opsChannel, text: 'chào' });
  expect(workspace.messages(opsChannel).at(-1)).toMatchObject({ user: guest.id });
});

it('a person is refused when unknown, already there, or with an invalid id', () => {
  expect(() => workspace.setPerson('U0NOBODY01', { is_bot: true })).toThrow('U0NOBODY01');
  expect(() => workspace.addPerson({ id: lan })).toThrow('already has');
  expect(() => workspace.addPerson({ id: 'lan2' })).toThrow();
});
