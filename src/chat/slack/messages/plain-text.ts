import type { types } from '@slack/bolt';

/** The text of a button, field or title; Slack formats nothing in it. */
export function plainTextObject(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
