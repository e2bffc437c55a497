import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Message, Side } from '../../zalo/page-contract.js';
import { say } from './phone-api.js';
import type { PhoneWords } from './phone-words.js';

interface PhoneComposerProps {
  who: string;
  side: Side;
  name: string;
  words: PhoneWords;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  quoted: Message | null;
  onText: (text: string) => void;
  onQuote: (message: Message | null) => void;
  onSent: () => void;
}

export function PhoneComposer(props: PhoneComposerProps) {
  const { who, side, name, words, field, text, quoted, onText, onQuote, onSent } = props;
  const [isLost, setIsLost] = useState(false);

  const send = async () => {
    const said = text.trim();
    if (said === '') return;
    // Emptied at once, so that Enter twice does not say it twice.
    onText('');
    onQuote(null);
    const isTaken = await say({ who, side, text: said, ...(quoted === null ? {} : { quotes: quoted.id }) });
    setIsLost(!isTaken);
    if (isTaken) onSent();
    else onText(said);
  };

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter also ends a Vietnamese input method's word
    if (event.key === 'Escape' && quoted !== null) onQuote(null);
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else return;
    event.preventDefault();
  };

  return (
    <form
      className="phone-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
        field.current?.focus();
      }}
    >
      {quoted !== null && (
        <div className="phone-reply">
          <span className="phone-reply-text">
            <strong>{words.replyTo(quoted.from === 'person' ? words.you : name)}</strong> {quoted.text}
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label={words.noReply}
            onClick={() => {
              onQuote(null);
              field.current?.focus();
            }}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      )}
      {isLost && (
        <p className="field-error" role="alert">
          {words.notSent}
        </p>
      )}
      <div className="phone-write">
        <textarea
          ref={field}
          rows={1}
          aria-label={words.writeTo(name)}
          placeholder={words.writeTo(name)}
          maxLength={2_000}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={press}
        />
        <button type="submit" className="button phone-send" disabled={text.trim() === ''}>
          {words.send}
        </button>
      </div>
    </form>
  );
}
