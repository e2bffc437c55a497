import type { types } from '@slack/bolt';
import { commandLimits } from '../../../core/command.js';

/** Text of a dialog's own; a name put into it stays as it is. */
export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Where a reason stands in every dialog that asks for one. */
export const reasonField = { block: 'reason', action: 'reason' } as const;

/** A field of several lines for a reason. */
export function reasonInput(words: {
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
}): types.InputBlock {
  return {
    type: 'input',
    block_id: reasonField.block,
    optional: !words.isRequired,
    label: plain(words.label),
    hint: plain(words.hint),
    element: {
      type: 'plain_text_input',
      action_id: reasonField.action,
      multiline: true,
      max_length: commandLimits.reason,
    },
  };
}
