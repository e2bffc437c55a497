import type { types } from '@slack/bolt';
import { plainTextObject } from './plain-text.js';

interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

/**
 * Slack's confirmation dialog, shown before it sends a press
 * (docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object).
 */
export function confirmDialog({ title, text, confirm, deny }: Question): types.ConfirmationDialog {
  return {
    title: plainTextObject(title),
    text: plainTextObject(text),
    confirm: plainTextObject(confirm),
    deny: plainTextObject(deny),
  };
}
