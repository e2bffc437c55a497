import type { Message, View, WorkspaceState } from '../page-contract.js';
import { toPageView } from '../state/view-shelf.js';
import type { World } from '../world.js';
import { BadInput } from './bad-input.js';

/** The people, the bot and the conversations, as the page shows them. */
export function workspaceState({ directory }: World): WorkspaceState {
  const { team, bot, commands, shortcuts } = directory;
  return {
    team,
    bot,
    users: directory.users(),
    channels: directory.channels(),
    usergroups: directory.usergroups(),
    commands,
    shortcuts,
  };
}

/** A channel's messages, oldest first, with the ephemeral ones for this person. */
export function messagesSeen(
  channelId: string,
  user: string | undefined,
  { board, directory }: World,
): Message[] {
  if (!directory.channel(channelId)) throw new BadInput(`no such channel: ${channelId}`);
  const own = user === undefined ? [] : board.ephemeralTo(user);
  const here = own.filter((message) => message.channel === channelId);
  return [...board.shared(channelId), ...here].sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** The modal in front of a person, and their Home tab. */
export function viewsOf(user: string, { views }: World): { modal: View | null; home: View | null } {
  return { modal: toPageView(views.modal(user)), home: toPageView(views.home(user)) };
}
