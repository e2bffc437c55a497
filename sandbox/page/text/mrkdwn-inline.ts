import { emojiCharacter } from './emoji.js';
import { decodeEntities } from './entities.js';
import { safeHref } from './safe-href.js';

export type Style = 'bold' | 'italic' | 'strike';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: Style; children: Inline[] }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel' | 'usergroup'; id: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; seconds: number; format: string; link: string | undefined; fallback: string };

/** A unit that no style marker splits (a link, a mention, code), or one character. */
type Token = Inline | string;

const styles: Record<string, Style> = { '*': 'bold', _: 'italic', '~': 'strike' };
const atomPattern = /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+-]+):/g;

/** One paragraph of Slack's mrkdwn as a tree of plain values. */
export function parseInline(source: string): Inline[] {
  return withStyles(tokenize(source));
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const match of source.matchAll(atomPattern)) {
    tokens.push(...decodeEntities(source.slice(from, match.index)), atom(match));
    from = match.index + match[0].length;
  }
  return [...tokens, ...decodeEntities(source.slice(from))];
}

function atom([whole, angled, code, emoji]: RegExpMatchArray): Inline {
  if (angled !== undefined) return readAngled(angled);
  if (code !== undefined) return { kind: 'code', text: decodeEntities(code) };
  return { kind: 'text', text: emojiCharacter(emoji ?? '') ?? whole };
}

function readAngled(content: string): Inline {
  const bar = content.indexOf('|');
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = decodeEntities(bar < 0 ? '' : content.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1) };
  if (target.startsWith('!')) return readSpecial(target.slice(1), label);
  const url = decodeEntities(target);
  if (safeHref(url) === undefined) return { kind: 'text', text: label || `<${url}>` };
  return { kind: 'link', url, label: label || url.replace(/^mailto:/, '') };
}

function readSpecial(special: string, label: string): Inline {
  const [name = '', first = '', second = '', third] = special.split('^');
  if (name === 'subteam') return { kind: 'usergroup', id: first };
  if (name === 'date') {
    return { kind: 'date', seconds: Number(first), format: second, link: third, fallback: label };
  }
  if (['here', 'channel', 'everyone'].includes(name)) return { kind: 'broadcast', range: name };
  return { kind: 'text', text: label || `<${special}>` };
}

function withStyles(tokens: Token[]): Inline[] {
  const inlines: Inline[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') inlines.push({ kind: 'text', text });
    text = '';
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (typeof token !== 'string') {
      flush();
      inlines.push(token);
      continue;
    }
    const end = closingMarker(tokens, at);
    const kind = styles[token];
    if (end === null || kind === undefined) {
      text += token;
      continue;
    }
    flush();
    inlines.push({ kind, children: withStyles(tokens.slice(at + 1, end)) });
    at = end;
  }
  flush();
  return inlines;
}

const isWord = (token: Token | undefined) => typeof token === 'string' && /[\p{L}\p{M}\p{N}]/u.test(token);
const isSpace = (token: Token | undefined) => typeof token === 'string' && /\s/.test(token);

/** Slack opens a style only at the edge of a word and closes it on the same line. */
function closingMarker(tokens: Token[], open: number): number | null {
  const marker = tokens[open];
  const next = tokens[open + 1];
  if (next === undefined || isSpace(next) || next === marker || isWord(tokens[open - 1])) return null;
  for (let at = open + 2; at < tokens.length; at++) {
    if (tokens[at] === '\n') return null;
    if (tokens[at] === marker && !isSpace(tokens[at - 1]) && !isWord(tokens[at + 1])) return at;
  }
  return null;
}
