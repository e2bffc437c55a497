import { useEffect } from 'react';
import { ChannelView, type ConversationProps } from '../conversation/channel-view.js';
import { ThreadPanel } from '../conversation/thread-panel.js';
import { useAddress } from '../workspace/address.js';
import { useMessages } from '../workspace/use-messages.js';
import { channelTitle, useWorkspace } from '../workspace/workspace-context.js';

/** A channel and, beside it, the thread that the URL names. */
export function OpenChannel(props: Omit<ConversationProps, 'messages'>) {
  const { state, me } = useWorkspace();
  const { thread } = useAddress();
  const { messages, loaded } = useMessages(props.channel.id, me.id);
  const title = channelTitle(state, props.channel);

  useEffect(() => {
    document.title = `${title} · ${me.real_name} · ${state.team.name} sandbox`;
  }, [title, me.real_name, state.team.name]);

  return (
    <>
      <ChannelView {...props} messages={messages} loaded={loaded} />
      {thread !== null && messages.some(({ ts }) => ts === thread) && (
        <ThreadPanel {...props} thread={thread} messages={messages} />
      )}
    </>
  );
}
