import { useState } from 'react';
import type { Channel, Message } from '../../slack/page-contract.js';
import { goTo } from '../workspace/address.js';
import { pageWords } from '../workspace/page-words.js';
import type { Notice, Report } from '../workspace/use-notices.js';
import { channelTitle, isDirect, isReadOnly, useWorkspace } from '../workspace/workspace-context.js';
import { ChannelIntro } from './channel-intro.js';
import { Composer } from './composer.js';
import { MessageArticle } from './message-article.js';
import { MessageList } from './message-list.js';
import { NoticeLine } from './notice-line.js';
import { ShortcutsMenu } from './shortcuts-menu.js';
import { channelMessages, replyCount, timeline } from './timeline.js';

export interface ConversationProps {
  channel: Channel;
  messages: Message[];
  notices: Notice[];
  report: Report;
  onDismiss: (id: number) => void;
}

interface ChannelViewProps extends ConversationProps {
  loaded: boolean;
}

export function ChannelView({ channel, messages, loaded, notices, report, onDismiss }: ChannelViewProps) {
  const { state, me } = useWorkspace();
  const [sent, setSent] = useState(0);
  const title = channelTitle(state, channel);
  const items = timeline(
    channelMessages(messages),
    notices.filter((notice) => notice.thread === null),
  );
  return (
    <main className="conversation" aria-label={title}>
      <ChannelHead channel={channel} title={title} />
      <MessageList
        label={`Messages in ${title}`}
        subject={`${channel.id} ${loaded}`}
        items={items}
        sent={sent}
        intro={loaded && <ChannelIntro channel={channel} title={title} />}
        render={(item) =>
          item.kind === 'notice' ? (
            <NoticeLine notice={item.notice} onDismiss={onDismiss} />
          ) : (
            <MessageArticle
              message={item.message}
              report={report}
              replies={replyCount(item.message)}
              onOpenThread={() => goTo({ thread: item.message.ts })}
            />
          )
        }
      />
      {isReadOnly(state, channel) ? (
        <p className="composer-none">{pageWords(me).readOnly(state.bot.name)}</p>
      ) : (
        <Composer
          key={channel.id}
          label={`Message ${title}`}
          channel={channel.id}
          report={report}
          onSent={() => setSent((before) => before + 1)}
        >
          <ShortcutsMenu channel={channel.id} report={report} />
        </Composer>
      )}
    </main>
  );
}

function ChannelHead({ channel, title }: { channel: Channel; title: string }) {
  const { me } = useWorkspace();
  const people = channel.members.length;
  return (
    <header className="conversation-head">
      <h1>{title}</h1>
      {channel.is_ext_shared && <span className="badge">SHARED</span>}
      <p>{channel.topic || (isDirect(channel) ? 'Direct message' : '')}</p>
      {!isDirect(channel) && <p className="conversation-people">{people} members</p>}
      {!channel.members.includes(me.id) && <p className="conversation-outside">You are not a member</p>}
    </header>
  );
}
