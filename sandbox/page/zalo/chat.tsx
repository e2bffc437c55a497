import { useRef, useState } from 'react';
import type { Message, Phone, Side } from '../../zalo/page-contract.js';
import { useStickToNewest } from '../conversation/use-stick-to-newest.js';
import { useUnseen } from '../conversation/use-unseen.js';
import { pageWords } from '../workspace/page-words.js';
import { Bubble } from './bubble.js';
import { PhoneComposer } from './phone-composer.js';
import { phoneWords } from './phone-words.js';

interface ChatProps {
  who: string;
  side: Side;
  /** Of the OA or the bot. */
  name: string;
  messages: readonly Message[];
  language: Phone['language'];
}

/** A chat that starts at its newest message and stays there, unless the person scrolls up. */
export function Chat({ who, side, name, messages, language }: ChatProps) {
  const words = phoneWords[language];
  const [text, setText] = useState('');
  const [quoted, setQuoted] = useState<Message | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { list, atNewest, goToNewest } = useStickToNewest(`${who} ${side}`);
  const unseen = useUnseen(messages, atNewest);
  const write = (suggested: string) => {
    setText(suggested);
    field.current?.focus();
  };
  const reply = (message: Message) => {
    setQuoted(message);
    field.current?.focus();
  };
  return (
    <main className="phone-chat" aria-label={name}>
      <h1 className="visually-hidden">{name}</h1>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to be able to scroll it */}
      <section className="phone-messages" aria-label={words.messagesWith(name)} ref={list} tabIndex={0}>
        <div className="phone-messages-content" role="log" aria-label={words.messagesWith(name)}>
          <p className="phone-intro">
            {words.about} {words.tryThis}{' '}
            <button type="button" className="phone-try" onClick={() => write('/unlink oa 1234')}>
              /unlink oa 1234
            </button>
          </p>
          {messages.map((message) => (
            <Bubble
              key={message.id}
              who={who}
              message={message}
              quoted={messages.find(({ id }) => id === message.quotes) ?? null}
              name={name}
              language={language}
              // The Bot Platform has no quotes.
              onReply={side === 'oa' ? () => reply(message) : undefined}
            />
          ))}
        </div>
      </section>
      {unseen && (
        <button type="button" className="button phone-newest" onClick={goToNewest}>
          <span aria-hidden="true">↓</span> {pageWords({ locale: language }).newMessages}
        </button>
      )}
      <PhoneComposer
        {...{ who, side, name, words, field, text, quoted }}
        onText={setText}
        onQuote={setQuoted}
        onSent={goToNewest}
      />
    </main>
  );
}
