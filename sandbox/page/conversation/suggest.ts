import type { RefObject } from 'react';

const suggestedEvent = 'text-suggested';

/** Puts a text into the channel's message field, for the person to send. */
export function suggest(text: string): void {
  window.dispatchEvent(new CustomEvent(suggestedEvent, { detail: text }));
}

/** Puts suggestions into a field and focuses it. Returns a function that stops this. */
export function whenSuggested(
  take: (text: string) => void,
  field: RefObject<HTMLTextAreaElement | null>,
): () => void {
  const hear = (event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    take(String(event.detail));
    field.current?.focus();
  };
  window.addEventListener(suggestedEvent, hear);
  return () => window.removeEventListener(suggestedEvent, hear);
}
