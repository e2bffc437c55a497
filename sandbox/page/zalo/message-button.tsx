import { useState } from 'react';
import type { Message } from '../../zalo/page-contract.js';
import { safeHref } from '../text/safe-href.js';
import { press } from './phone-api.js';
import type { PhoneWords } from './phone-words.js';

interface MessageButtonProps {
  who: string;
  /** The message's id. */
  message: string;
  button: Message['buttons'][number];
  words: PhoneWords;
}

/** A press sends the button's text as the person's own, which Zalo does not show; a link opens beside the page. */
export function MessageButton({ who, message, button, words }: MessageButtonProps) {
  const [isLost, setIsLost] = useState(false);
  const { title, payload } = button;
  const href = safeHref(addressIn(payload));
  if (href !== undefined)
    return (
      <a className="button bubble-button" href={href} target="_blank" rel="noreferrer">
        {title}
      </a>
    );
  return (
    <>
      <button
        type="button"
        className="button bubble-button"
        onClick={() => void press({ who, message, title }).then((isTaken) => setIsLost(!isTaken))}
      >
        {title}
      </button>
      {isLost && (
        <p className="field-error" role="alert">
          {words.notSent}
        </p>
      )}
    </>
  );
}

/** Empty for a button that sends a text. */
function addressIn(payload: unknown): string {
  return typeof payload === 'object' && payload !== null && 'url' in payload ? String(payload.url) : '';
}
