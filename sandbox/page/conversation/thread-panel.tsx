import { useState } from 'react';
import { goTo } from '../workspace/address.js';
import { channelTitle, isReadOnly, useWorkspace } from '../workspace/workspace-context.js';
import type { ConversationProps } from './channel-view.js';
import { Composer } from './composer.js';
import { MessageArticle } from './message-article.js';
import { MessageList } from './message-list.js';
import { NoticeLine } from './notice-line.js';
import { threadMessages, timeline } from './timeline.js';

interface ThreadPanelProps extends ConversationProps {
  thread: string;
}

/** One thread beside the channel; on a phone it covers the screen. */
export function ThreadPanel({ thread, channel, messages, notices, report, onDismiss }: ThreadPanelProps) {
  const { state } = useWorkspace();
  const [sent, setSent] = useState(0);
  const items = timeline(
    threadMessages(messages, thread),
    notices.filter((notice) => notice.thread === thread),
  );
  return (
    <section className="thread" aria-label="Thread">
      <header className="conversation-head">
        <h2>Thread</h2>
        <p>{channelTitle(state, channel)}</p>
        <button
          type="button"
          className="icon-button"
          aria-label="Close thread"
          onClick={() => goTo({ thread: null })}
        >
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <MessageList
        label="Replies"
        subject={thread}
        items={items}
        sent={sent}
        render={(item) =>
          item.kind === 'notice' ? (
            <NoticeLine notice={item.notice} onDismiss={onDismiss} />
          ) : (
            <MessageArticle message={item.message} report={report} />
          )
        }
      />
      {!isReadOnly(state, channel) && (
        <Composer
          key={thread}
          label="Reply in thread"
          channel={channel.id}
          thread={thread}
          report={report}
          onSent={() => setSent((before) => before + 1)}
        />
      )}
    </section>
  );
}
