import { createContext, useContext } from 'react';
import type { Channel, User, WorkspaceState } from '../../slack/page-contract.js';

export interface Workspace {
  state: WorkspaceState;
  /** The person this window represents. */
  me: User;
  /** Reads people and channels again. */
  reload: () => void;
}

const WorkspaceContext = createContext<Workspace | null>(null);

export const WorkspaceProvider = WorkspaceContext.Provider;

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace is called outside WorkspaceProvider');
  return workspace;
}

export function isBot(state: WorkspaceState, userId: string): boolean {
  return userId === state.bot.user_id || userId === state.bot.bot_id;
}

export function personName(state: WorkspaceState, userId: string): string {
  if (isBot(state, userId)) return state.bot.name;
  const user = state.users.find((one) => one.id === userId);
  return user?.real_name || user?.name || userId;
}

/** As in Slack, a direct message's id starts with D. */
export function isDirect(channel: Channel): boolean {
  return channel.id.startsWith('D');
}

/** People write to the app in channels only, as its manifest says. */
export function isReadOnly({ bot }: WorkspaceState, channel: Channel): boolean {
  return isDirect(channel) && bot.messages_read_only;
}

/** The channels in a person's sidebar: only members see a private one. */
export function visibleChannels({ state, me }: Workspace): Channel[] {
  return state.channels.filter(
    (channel) => !isDirect(channel) && (channel.is_private !== true || channel.members.includes(me.id)),
  );
}

/** The person's conversation with the bot; undefined until one of them opens it. */
export function directMessage({ state, me }: Workspace): Channel | undefined {
  return state.channels.find((channel) => isDirect(channel) && channel.members.includes(me.id));
}

export function channelTitle(state: WorkspaceState, channel: Channel): string {
  return isDirect(channel) ? state.bot.name : `#${channel.name}`;
}

export function usergroupHandle(state: WorkspaceState, id: string): string {
  return state.usergroups.find((group) => group.id === id)?.handle ?? id;
}
