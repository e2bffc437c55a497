import { decodeEntities } from './entities.js';
import { type Inline, parseInline } from './mrkdwn-inline.js';

export type Paragraph =
  | { kind: 'paragraph' | 'quote'; inlines: Inline[] }
  | { kind: 'preformatted'; text: string };

const fencePattern = /```([\s\S]+?)```/g;
const quotePattern = /^(?:>|&gt;) ?/;

/** Slack's mrkdwn split into paragraphs, quotes and preformatted pieces. */
export function parseParagraphs(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let from = 0;
  for (const match of source.matchAll(fencePattern)) {
    paragraphs.push(...readLines(source.slice(from, match.index).replace(/\n$/, '')));
    const text = decodeEntities(match[1] ?? '').replace(/^\n|\n$/g, '');
    paragraphs.push({ kind: 'preformatted', text });
    from = match.index + match[0].length;
    if (source[from] === '\n') from += 1; // a preformatted piece ends its own line
  }
  return [...paragraphs, ...readLines(source.slice(from))];
}

function readLines(source: string): Paragraph[] {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of source.split('\n')) {
    const quoted = quotePattern.test(line);
    const last = groups.at(-1);
    if (last?.quoted === quoted) last.lines.push(line);
    else groups.push({ quoted, lines: [line] });
  }
  return groups.flatMap(({ quoted, lines }) => {
    const text = lines.map((line) => (quoted ? line.replace(quotePattern, '') : line)).join('\n');
    if (!quoted && text.trim() === '') return [];
    return [{ kind: quoted ? 'quote' : 'paragraph', inlines: parseInline(text) }];
  });
}
