import type { types } from '@slack/bolt';
import { plain } from './plain-text.js';

interface Question {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

/** The dialog with which Slack asks once more before it sends a press (docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object). */
export function confirmDialog({ title, text, confirm, deny }: Question): types.ConfirmationDialog {
  return { title: plain(title), text: plain(text), confirm: plain(confirm), deny: plain(deny) };
}
