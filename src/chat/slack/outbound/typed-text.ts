import { printable } from '../../../core/text/normalize.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { shorten } from '../messages/limits.js';

/** Names of people and groups; null when Slack gives none. */
export interface NameLookup {
  personName(id: string): Promise<string | null>;
  groupName(id: string): Promise<string | null>;
}

/** Most people and groups looked up per text; the others are shown by id. */
const maxNames = 10;
/** The author waits no longer than this for the names; the rest are shown by id. */
const timeoutMs = 700;
/** In characters. */
const longestName = 40;

/**
 * A mention or a link as Slack writes it (docs.slack.dev/messaging/formatting-message-text#retrieving-messages): its
 * target and its label. No part reaches past the next `<`, so matching visits each character only a few times.
 */
const mark = /<(@|#|!subteam\^|!|https?:\/\/|mailto:|tel:)([^<>|]*)(?:\|([^<>]*))?>/gu;
const anId = /^[A-Z0-9]{2,32}$/u;

/**
 * Typed text as its author sees it in Slack: people, groups, channels and links by their names. The bot shows it as
 * plain text, so it notifies nobody.
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

/** `@here`, a date, or anything else with a label; null for a mention that Slack does not write. */
function specialMention(target: string, label: string): string | null {
  const [name = ''] = target.split('^');
  if (['here', 'channel', 'everyone'].includes(name)) return `@${name}`;
  return label === '' ? null : label;
}

/** Slack turns addresses into links by itself; such a link is its own label. */
function link(url: string, label: string): string {
  const bare = (address: string) => address.replace(/^https?:\/\//u, '').replace(/\/$/u, '');
  if (label === '') return url;
  return bare(label) === bare(url) ? label : `${label} (${url})`;
}

/** Names by id, of the mentions without a label. */
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
 * A name without meaning in a command: no separator, no option, not just a number; somebody else chose it. Null when
 * nothing readable is left.
 */
function inert(name: string): string | null {
  const plain = printable(name.replace(/[,;、|<>`]|--+|—/gu, ' '));
  return /\p{L}/u.test(plain) ? shorten(plain, longestName) : null;
}
