import type { Message } from '../../slack/page-contract.js';
import { BlockList } from '../blocks/block-list.js';
import { SurfaceProvider } from '../blocks/surface.js';
import { useContainerSurface } from '../blocks/use-container-surface.js';
import { dateWords } from '../text/date-words.js';
import { Mrkdwn } from '../text/mrkdwn.js';
import { useAddress } from '../workspace/address.js';
import type { Report } from '../workspace/use-notices.js';
import { isBot, personName, useWorkspace } from '../workspace/workspace-context.js';
import { Avatar } from './avatar.js';
import { FileCard } from './file-card.js';
import { MessageTime } from './message-time.js';
import { useKeptFocus } from './use-kept-focus.js';
import { useLinkedMessage } from './use-linked-message.js';

interface MessageArticleProps {
  message: Message;
  report: Report;
  /** The number of replies to offer; left out inside the thread itself. */
  replies?: number;
  onOpenThread?: () => void;
}

export function MessageArticle({ message, report, replies, onOpenThread }: MessageArticleProps) {
  const { state, me } = useWorkspace();
  const author = personName(state, message.user);
  const isPrivate = message.ephemeral_to !== undefined;
  const article = useKeptFocus();
  const linked = useAddress().message === message.ts;
  useLinkedMessage(linked, article);
  const time = dateWords(Number(message.ts), '{time}', { locale: me.locale, timeZone: me.tz, nowMs: 0 });
  return (
    <article
      ref={article}
      tabIndex={-1}
      className={`message${isPrivate ? ' message-private' : ''}${linked ? ' message-linked' : ''}`}
      aria-label={`${author}, ${time}${isPrivate ? ', only visible to you' : ''}`}
    >
      {isPrivate && <p className="message-private-note">Only visible to you</p>}
      <Avatar id={message.user} />
      <div className="message-main">
        <header className="message-head">
          <strong className="message-author">{author}</strong>
          {isBot(state, message.user) && <span className="badge">APP</span>}
          <MessageTime ts={message.ts} />
          {message.edited && <span className="message-edited">(edited)</span>}
        </header>
        <MessageBody message={message} report={report} />
        <MessageThreadLine replies={replies} isPrivate={isPrivate} onOpenThread={onOpenThread} />
      </div>
    </article>
  );
}

function MessageBody({ message, report }: { message: Message; report: Report }) {
  const { me } = useWorkspace();
  const surface = useContainerSurface({
    user: me.id,
    container: { type: 'message', channel: message.channel, message_ts: message.ts },
    blocks: message.blocks,
    onReport: (answer) => report(answer, message.channel, threadOf(message)),
  });
  return (
    <SurfaceProvider value={surface}>
      {message.blocks.length > 0 ? <BlockList blocks={message.blocks} /> : <Mrkdwn text={message.text} />}
      {message.files?.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </SurfaceProvider>
  );
}

/** The thread that a message replies to; null for a message of the channel itself. */
function threadOf({ ts, thread_ts }: Message): string | null {
  return thread_ts === undefined || thread_ts === ts ? null : thread_ts;
}

interface MessageThreadLineProps {
  replies: number | undefined;
  isPrivate: boolean;
  onOpenThread: (() => void) | undefined;
}

function MessageThreadLine({ replies, isPrivate, onOpenThread }: MessageThreadLineProps) {
  if (replies === undefined || isPrivate || onOpenThread === undefined) return null;
  const words = replies === 0 ? 'Reply in thread' : replies === 1 ? '1 reply' : `${replies} replies`;
  return (
    <button
      type="button"
      className={replies === 0 ? 'thread-line thread-line-quiet' : 'thread-line'}
      onClick={onOpenThread}
    >
      {words}
    </button>
  );
}
