import { joined, type RichText, type Span } from '../../../core/messages/rich-text.js';
import { printable } from '../../../core/text/normalize.js';
import { momentText } from '../../../shared/viet-nam-time.js';

/** The names of people and groups that a text mentions, by id; an id without a name stays as it is. */
export type Names = ReadonlyMap<string, string>;

/** Zalo shows text as it is: no styles, no mentions, and times as people in Viet Nam read them. */
export function plain(phrases: readonly RichText[], names: Names): string {
  return joined(phrases, '\n')
    .map((piece) => textOf(piece, names))
    .join('');
}

/** The ids of people and groups in a text. */
export function mentionedIn(phrases: readonly RichText[]): readonly string[] {
  const ids = phrases.flat().flatMap((piece) => {
    if ('user' in piece) return [piece.user];
    return 'group' in piece ? [piece.group] : [];
  });
  return [...new Set(ids)];
}

function textOf(piece: Span, names: Names): string {
  if ('text' in piece) return lineBreaks(piece.text);
  if ('user' in piece) return names.get(piece.user) ?? piece.user;
  if ('group' in piece) return names.get(piece.group) ?? piece.group;
  if ('channel' in piece) return channelName(piece.channel);
  if ('at' in piece) return moment(piece.at, piece.to === 'second');
  if ('request' in piece) return piece.request;
  return `${piece.label} (${piece.url})`;
}

/** Names from outside may hold marks that turn a text around or hide parts of it. */
function lineBreaks(text: string): string {
  return text.split('\n').map(kept).join('\n');
}

function kept(line: string): string {
  const shown = printable(line);
  // `printable` also trims, and spans join without blanks of their own.
  const before = /^\s+/u.exec(line)?.[0] ?? '';
  const after = /\s+$/u.exec(line)?.[0] ?? '';
  return line.trim() === '' ? line : `${before}${shown.trim()}${after}`;
}

function channelName(channel: string): string {
  if (channel === 'zalo' || channel === 'zalo-bot') return 'Zalo';
  return `Slack (${channel})`;
}

/** `10:32 28/11/2026`, in Viet Nam. */
function moment(at: number, withSeconds: boolean): string {
  const [date = '', time = ''] = momentText(at).split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${time.slice(0, withSeconds ? 8 : 5)} ${day}/${month}/${year}`;
}
