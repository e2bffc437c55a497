import { assetKey } from '../core/asset/asset.js';
import { plainText } from '../core/messages/rich-text.js';
import type { ReadEntry } from '../core/request/audit-replay.js';
import { namesIn } from '../core/request/entry-facts.js';
import { hasCard, type Request } from '../core/request/request.js';
import type { Messages } from '../i18n/messages.js';
import { messagesFor } from '../i18n/messages-for.js';
import { Storyteller } from '../i18n/story/storyteller.js';
import { momentText } from '../shared/viet-nam-time.js';
import { entryIn } from '../store/read-entry.js';
import { RedisRequestStore } from '../store/request-store.js';
import { type AuditSource, linesFrom } from './audit-source.js';
import { printable } from './printable.js';
import { say } from './run-command.js';

/** Tells a request's story in words, with the numbers of its entries. Returns 1 when the log has no entry of it. */
export async function showRequest(
  requestId: string,
  source: AuditSource,
  locale: 'vi' | 'en',
): Promise<number> {
  const messages = messagesFor(locale);
  const { story } = messages;
  const told: { readonly sequence: number; readonly entry: ReadEntry }[] = [];
  for await (const line of linesFrom(source)) {
    const entry = line.entry.includes(requestId) ? entryIn(line) : null;
    if (entry?.requestId === requestId) told.push({ sequence: line.sequence, entry });
  }
  if (told.length === 0) {
    say(story.noEntry(requestId));
    return 1;
  }
  const record = await storedRequest(requestId, source);
  const names = new Map([...told.flatMap(({ entry }) => namesIn(entry)), ...namesOf(record)]);
  const teller = new Storyteller(messages, names);
  say(story.title(requestId));
  for (const { sequence, entry } of told)
    say(`${momentText(entry.at)}  #${sequence}  ${printable(teller.tell(entry))}`);
  if ('redis' in source && record === null) say(story.recordGone);
  if (record !== null) sayOutcomes(record, messages);
  return 0;
}

/** The stored record; null when it was removed after its time, cannot be read, or the source has no records. */
async function storedRequest(requestId: string, source: AuditSource): Promise<Request | null> {
  if ('files' in source) return null;
  const store = new RedisRequestStore({ ...source, alerts: { raise: () => undefined } });
  const [record = null] = await store.getAll([requestId]);
  return typeof record === 'string' ? null : record;
}

function namesOf(record: Request | null): ReadonlyMap<string, string> {
  if (record === null || !hasCard(record)) return new Map();
  return new Map(record.assets.map((asset) => [assetKey(asset), asset.name]));
}

function sayOutcomes(record: Request, { story, result }: Messages): void {
  const settled = 'settled' in record ? record.settled : [];
  if (settled.length === 0) return;
  const names = namesOf(record);
  say(story.outcomes);
  for (const { id, outcome } of settled) {
    const key = assetKey({ kind: record.kind, id });
    const words = plainText(result.outcome(outcome), momentText);
    const zalo =
      'zalo' in outcome && outcome.zalo !== undefined ? plainText(result.zalo(outcome.zalo), momentText) : '';
    say(
      `${momentText(outcome.at)}  ${printable(`${names.get(key) ?? ''} (${key}): ${words}${zalo === '' ? '' : `. ${zalo}`}`)}`,
    );
  }
}
