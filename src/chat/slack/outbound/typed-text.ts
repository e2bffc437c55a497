import { printable } from '../../../core/text/normalize.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { shorten } from '../messages/limits.js';

/** What people and groups are called; null where Slack does not say. */
export interface NameLookup {
  personName(id: string): Promise<string | null>;
  groupName(id: string): Promise<string | null>;
}

/** Of a text, so many people and groups are looked up; the others read as their ids. */
const maxNames = 10;
/** Whoever typed waits for the names no longer than this, in milliseconds; then ids stand in their place. */
const timeoutMs = 700;
/** In characters. */
const longestName = 40;

/**
 * A mention or a link as Slack writes it (docs.slack.dev/messaging/formatting-message-text#retrieving-messages): what it
 * points to, and its label. No part goes past the next `<`, so each letter is looked at a few times at most.
 */
const mark = /<(@|#|!subteam\^|!|https?:\/\/|mailto:|tel:)([^<>|]*)(?:\|([^<>]*))?>/gu;
const anId = /^[A-Z0-9]{2,32}$/u;

/**
 * What somebody typed, as they see it in their own Slack: people, groups, channels and links by their names. It stands in
 * messages as plain text, so it notifies nobody.
 */
export async function readableText(text: string, names: NameLookup): Promise<string> {
  const known = await namesIn(text, names);
  return text.replace(mark, (whole, kind: string, target: string, label: string | undefined) => {
    const said = label ?? '';
    switch (kind) {
      case '@':
      case '!subteam^':
        return anId.test(target) ? `@${known.get(target) ?? (said.replace(/^@/u, '') || target)}` : whole;
      case '#':
        return anId.test(target) ? `#${said || target}` : whole;
      case '!':
        return specialMention(target, said) ?? whole;
      case 'mailto:':
      case 'tel:':
        return said || target;
      default:
        return link(`${kind}${target}`, said);
    }
  });
}

/** `@here`, a date, or whatever else Slack gives a label for; null for what it does not write. */
function specialMention(target: string, label: string): string | null {
  const [name = ''] = target.split('^');
  if (['here', 'channel', 'everyone'].includes(name)) return `@${name}`;
  return label === '' ? null : label;
}

/** Slack makes links of addresses by itself; those are their own label. */
function link(url: string, label: string): string {
  const bare = (address: string) => address.replace(/^https?:\/\//u, '').replace(/\/$/u, '');
  if (label === '') return url;
  return bare(label) === bare(url) ? label : `${label} (${url})`;
}

/** Names by id, of those that come without a label. */
async function namesIn(text: string, names: NameLookup): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, (id: string) => Promise<string | null>>();
  for (const [, kind = '', target = '', label = ''] of text.matchAll(mark)) {
    const isPerson = kind === '@';
    if (!(isPerson || kind === '!subteam^') || label !== '' || !anId.test(target)) continue;
    if (wanted.size === maxNames) break;
    wanted.set(target, (id) => (isPerson ? names.personName(id) : names.groupName(id)));
  }
  const found = new Map<string, string>();
  const reading = [...wanted].map(async ([id, read]) => {
    const name = inert((await read(id).catch(() => null)) ?? '');
    if (name !== null) found.set(id, name);
  });
  await withTimeout(timeoutMs, Promise.all(reading));
  return found;
}

/**
 * A name that means nothing in a command that it is put into: no separator, no option, no number alone. Somebody else has
 * chosen it. Null where nothing to read is left.
 */
function inert(name: string): string | null {
  const plain = printable(name.replace(/[,;、|<>`]|--+|—/gu, ' '));
  return /\p{L}/u.test(plain) ? shorten(plain, longestName) : null;
}
