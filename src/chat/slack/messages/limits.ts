import { printable } from '../../../core/text/normalize.js';
import { shorten } from '../../../core/text/shorten.js';

export { shorten };

/**
 * Slack's limits that the bot's messages come near, in characters unless said otherwise
 * (docs.slack.dev/reference/block-kit; the cumulative one is not documented, seen in slackapi/bolt-js#2509 and #2867).
 */
export const limits = {
  header: 150,
  optionText: 75,
  accessibilityLabel: 75,
  /** Of a field in a dialog. */
  typed: 3_000,
  /** The bot's own. */
  optionTextOfMany: 45,
  /** The bot's own: of all facts beside the boxes of one card. */
  factsOfMany: 1_500,
  personOfMany: 20,
  confirmText: 300,
  /** Slack shows up to 4,000 characters of a message's text well; a little is kept free. */
  text: 3_900,
} as const;

/** The bot's own, so that ten assets with the longest names still make one readable card far inside Slack's limits. */
export const maxLengths = { name: 150, person: 60, message: 300 } as const;

/** Text from outside as it may stand in a message: visible, on one line, and not too long. */
export function untrustedText(text: string, most: number): string {
  return shorten(printable(text), most);
}
