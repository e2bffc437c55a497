import type { types } from '@slack/bolt';
import { commandLimits } from '../../../../core/command/command.js';
import { limits } from '../../messages/limits.js';
import { plainTextObject } from '../../messages/plain-text.js';

/** The reason field, the same in every dialog that asks for one. */
export const reasonField = { block: 'reason', action: 'reason' } as const;

/** A multi-line field for a reason. */
export function reasonInput(words: {
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
  /** May exceed the limit; the person then shortens it. */
  readonly initial?: string;
}): types.InputBlock {
  const initial = (words.initial ?? '').slice(0, limits.typed);
  return {
    type: 'input',
    block_id: reasonField.block,
    optional: !words.isRequired,
    label: plainTextObject(words.label),
    hint: plainTextObject(words.hint),
    element: {
      type: 'plain_text_input',
      action_id: reasonField.action,
      multiline: true,
      max_length: Math.max(commandLimits.reason, initial.length),
      ...(initial === '' ? {} : { initial_value: initial }),
    },
  };
}
