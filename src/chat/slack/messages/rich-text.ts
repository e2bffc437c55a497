import type { types } from '@slack/bolt';
import { joined, type RichText, type Span } from '../../../core/messages/rich-text.js';
import { surfaceOf } from '../../../core/person/accounts.js';
import { homeSurface } from '../../../core/person/directory.js';
import { limits } from './limits.js';

/** A whole message as a value: `blocks` for the screen, `text` for screen readers and notifications. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/**
 * A paragraph. Slack does not parse rich text elements: a name like `<!channel> *boo*` stays as it is, and only the
 * bot's own mentions are mentions.
 */
export function paragraph(phrase: RichText): types.RichTextSection {
  // Slack refuses an empty text element, and a name from outside may be empty.
  return {
    type: 'rich_text_section',
    elements: phrase.filter((piece) => !('text' in piece && piece.text === '')).map(elementOf),
  };
}

/** Phrases, one per line. Adjacent sections would not be sure to begin new lines. */
export function lines(phrases: readonly RichText[]): types.RichTextSection {
  return paragraph(joined(phrases, '\n'));
}

export function richTextBlock(...elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

export function bullets(phrases: readonly RichText[]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: phrases.map(paragraph) };
}

export function ordered(phrases: readonly RichText[]): types.RichTextList {
  return { type: 'rich_text_list', style: 'ordered', elements: phrases.map(paragraph) };
}

/**
 * A message's `text`, which screen readers and notifications use instead of the blocks. Slack parses it, so outside
 * text is escaped. A long text is cut between spans or inside a plain one, never inside Slack's own markup.
 */
export function messageText(phrases: readonly RichText[]): string {
  let text = '';
  for (const piece of joined(phrases, '\n')) {
    const whole = textOf(piece);
    if (text.length + whole.length < limits.text) {
      text += whole;
      continue;
    }
    return `${text}${'text' in piece ? escapeText(fitting(piece.text, limits.text - text.length)) : ''}…`;
  }
  return text;
}

/** The longest beginning of a text that escapes to fewer than `most` characters. */
function fitting(text: string, most: number): string {
  let kept = '';
  let length = 1;
  for (const letter of text) {
    length += escapeText(letter).length;
    if (length >= most) break;
    kept += letter;
  }
  return kept;
}

/**
 * Escapes the three characters that have a meaning in Slack's text (docs.slack.dev/messaging/formatting-message-text).
 */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function elementOf(piece: Span): types.RichTextElement {
  if ('text' in piece)
    return {
      type: 'text',
      text: piece.text,
      ...(piece.style === undefined ? {} : { style: { [piece.style]: true } }),
    };
  if ('user' in piece)
    return homeSurface(piece.user) === 'slack'
      ? { type: 'user', user_id: piece.user }
      : { type: 'text', text: piece.user };
  if ('group' in piece) return { type: 'usergroup', usergroup_id: piece.group };
  if ('channel' in piece)
    return surfaceOf(piece.channel) === 'slack'
      ? { type: 'channel', channel_id: piece.channel }
      : { type: 'text', text: 'Zalo' };
  if ('at' in piece)
    return { type: 'date', timestamp: secondsOf(piece.at), format: formatOf(piece), fallback: utc(piece) };
  // A request whose card has no known link.
  if ('request' in piece) return { type: 'text', text: piece.request, style: { bold: true } };
  return { type: 'link', url: piece.url, text: piece.label };
}

function textOf(piece: Span): string {
  if ('text' in piece) return escapeText(piece.text);
  if ('user' in piece) return homeSurface(piece.user) === 'slack' ? `<@${piece.user}>` : piece.user;
  if ('group' in piece) return `<!subteam^${piece.group}>`;
  if ('channel' in piece) return surfaceOf(piece.channel) === 'slack' ? `<#${piece.channel}>` : 'Zalo';
  if ('at' in piece) return `<!date^${secondsOf(piece.at)}^${formatOf(piece)}|${utc(piece)}>`;
  if ('request' in piece) return piece.request;
  return `<${piece.url}|${escapeText(piece.label)}>`;
}

type Moment = Extract<Span, { readonly at: number }>;

/** Slack's own tokens (docs.slack.dev/messaging/formatting-message-text#date-formatting). */
function formatOf({ to }: Moment): string {
  return to === 'second' ? '{time_secs}, {date_short}' : '{time}, {date_short}';
}

function secondsOf(at: number): number {
  return Math.floor(at / 1000);
}

function utc({ at, to }: Moment): string {
  const length = to === 'second' ? 19 : 16;
  return `${new Date(at).toISOString().slice(0, length).replace('T', ' ')} UTC`;
}
