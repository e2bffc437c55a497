import type { Message, Phone } from '../../zalo/page-contract.js';
import { LinkedText } from './linked-text.js';
import { MessageButton } from './message-button.js';
import { phoneWords } from './phone-words.js';

interface BubbleProps {
  who: string;
  message: Message;
  /** The message that it quotes. */
  quoted: Message | null;
  /** Of the OA or the bot. */
  name: string;
  language: Phone['language'];
  onReply: (() => void) | undefined;
}

export function Bubble({ who, message, quoted, name, language, onReply }: BubbleProps) {
  const words = phoneWords[language];
  const { from, kind, text, buttons } = message;
  const isMine = from === 'person';
  const author = isMine ? words.you : name;
  const time = timeOf(message.at, language);
  return (
    <article
      className={isMine ? 'bubble bubble-mine' : 'bubble'}
      aria-label={`${author}, ${time}`}
      tabIndex={-1}
    >
      <div className="bubble-body">
        {quoted !== null && (
          <blockquote className="bubble-quote">
            <strong>{quoted.from === 'person' ? words.you : name}</strong>
            <span className="bubble-quoted">{quoted.text}</span>
          </blockquote>
        )}
        <p className="bubble-text">{kind === 'text' ? <LinkedText text={text} /> : words.picture}</p>
        <p className="bubble-foot">
          <time dateTime={new Date(message.at).toISOString()}>{time}</time>
          {onReply !== undefined && (
            <button type="button" className="bubble-reply" onClick={onReply}>
              <span aria-hidden="true">↩</span> {words.reply}
            </button>
          )}
        </p>
        {buttons.length > 0 && (
          <div className="bubble-buttons">
            {buttons.map((button) => (
              <MessageButton
                key={button.title}
                who={who}
                message={message.id}
                button={button}
                words={words}
              />
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

function timeOf(at: number, language: Phone['language']): string {
  return new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}
