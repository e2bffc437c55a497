import {
  byType,
  type Check,
  flag,
  integer,
  listOf,
  may,
  need,
  objectOf,
  type Property,
  textOf,
  wordOf,
} from './check.js';
import { limits } from './limits.js';

const style = may(
  objectOf({ bold: may(flag), italic: may(flag), strike: may(flag), code: may(flag), underline: may(flag) }),
);

const anyLength = textOf(limits.cumulativeText);

const elements: Record<string, Check> = {
  text: inline('text', { text: need(textOf(limits.cumulativeText, 1)) }),
  user: inline('user', { user_id: need(anyLength) }),
  usergroup: inline('usergroup', { usergroup_id: need(anyLength) }),
  channel: inline('channel', { channel_id: need(anyLength) }),
  team: inline('team', { team_id: need(anyLength) }),
  link: inline('link', {
    url: need(textOf(limits.buttonUrl, 1)),
    text: may(anyLength),
    unsafe: may(flag),
  }),
  emoji: inline('emoji', { name: need(anyLength), unicode: may(anyLength), url: may(anyLength) }),
  date: inline('date', {
    timestamp: need(integer(0, Number.MAX_SAFE_INTEGER)),
    format: need(anyLength),
    url: may(anyLength),
    fallback: may(anyLength),
  }),
  broadcast: inline('broadcast', { range: need(wordOf('here', 'channel', 'everyone')) }),
  color: inline('color', { value: need(anyLength) }),
};

const inlines = listOf(byType(elements), Number.MAX_SAFE_INTEGER, 0);
const border = may(integer(0, 1));

const section = objectOf({ type: need(wordOf('rich_text_section')), elements: need(inlines) });

const parts = byType({
  rich_text_section: section,
  rich_text_quote: objectOf({ type: need(wordOf('rich_text_quote')), elements: need(inlines), border }),
  rich_text_preformatted: objectOf({
    type: need(wordOf('rich_text_preformatted')),
    elements: need(listOf(byType(only('text', 'link')), Number.MAX_SAFE_INTEGER, 0)),
    border,
    language: may(anyLength),
  }),
  rich_text_list: objectOf({
    type: need(wordOf('rich_text_list')),
    style: need(wordOf('bullet', 'ordered')),
    elements: need(listOf(byType({ rich_text_section: section }), Number.MAX_SAFE_INTEGER, 0)),
    indent: may(integer(0, limits.richTextIndent)),
    offset: may(integer(0, Number.MAX_SAFE_INTEGER)),
    border,
  }),
});

/** The `elements` of a rich_text block. */
export const richTextElements: Check = listOf(parts, Number.MAX_SAFE_INTEGER, 0);

function inline(type: string, fields: Record<string, Property>): Check {
  return objectOf({ type: need(wordOf(type)), ...fields, style });
}

function only(...types: string[]): Record<string, Check> {
  return Object.fromEntries(Object.entries(elements).filter(([type]) => types.includes(type)));
}
