import type { types } from '@slack/bolt';

/** Text of a button, field or title; a name put into it stays as it is. */
export function plainTextObject(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
