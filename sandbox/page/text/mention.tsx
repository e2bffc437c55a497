import { personName, usergroupHandle, useWorkspace } from '../workspace/workspace-context.js';

export function UserMention({ id }: { id: string }) {
  const { state, me } = useWorkspace();
  return <span className={id === me.id ? 'mention mention-me' : 'mention'}>@{personName(state, id)}</span>;
}

export function UsergroupMention({ id }: { id: string }) {
  const { state, me } = useWorkspace();
  const mine = state.usergroups.some((group) => group.id === id && group.users.includes(me.id));
  return <span className={mine ? 'mention mention-me' : 'mention'}>@{usergroupHandle(state, id)}</span>;
}

export function ChannelMention({ id }: { id: string }) {
  const { state } = useWorkspace();
  const channel = state.channels.find((one) => one.id === id);
  return <span className="mention">#{channel?.name ?? id}</span>;
}

export function BroadcastMention({ range }: { range: string }) {
  return <span className="mention mention-me">@{range}</span>;
}
