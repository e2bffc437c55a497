import { printable } from '../../../core/text/normalize.js';
import { shorten } from '../../../core/text/shorten.js';

export { shorten };

/**
 * Slack's limits that the bot's messages come near, in characters unless stated otherwise
 * (docs.slack.dev/reference/block-kit; the cumulative limit is undocumented, see slackapi/bolt-js#2509 and #2867).
 */
export const limits = {
  header: 150,
  optionText: 75,
  accessibilityLabel: 75,
  /** For a dialog's field. */
  typed: 3_000,
  /** The bot's own limit. */
  optionTextOfMany: 45,
  /** The bot's own limit, for all facts beside the boxes of one card. */
  factsOfMany: 1_500,
  personOfMany: 20,
  confirmText: 300,
  /** Slack shows up to 4,000 characters of a message's text well; this leaves a margin. */
  text: 3_900,
} as const;

/** The bot's own limits: ten assets with the longest names still make a readable card, far within Slack's limits. */
export const maxLengths = { name: 150, person: 60, message: 300 } as const;

/** Outside text, safe to show: printable, on one line, and shortened. */
export function untrustedText(text: string, most: number): string {
  return shorten(printable(text), most);
}
