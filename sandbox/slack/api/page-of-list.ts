import { Refusal } from './refusal.js';

/** One page of a list, with the cursor to the next; as in Slack, an empty cursor marks the end. */
export function pageOfList<Item>(
  items: Item[],
  range: { limit: number; cursor?: string | undefined },
): { page: Item[]; response_metadata: { next_cursor: string } } {
  const start = range.cursor === undefined ? 0 : Number(Buffer.from(range.cursor, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw new Refusal('invalid_cursor');
  const end = start + range.limit;
  const next_cursor = end < items.length ? Buffer.from(String(end)).toString('base64') : '';
  return { page: items.slice(start, end), response_metadata: { next_cursor } };
}
