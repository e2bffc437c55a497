import { z } from 'zod';
import { commandText, parseCommand } from '../../../core/command/command.js';
import type { HistoryCommand } from '../../../core/messages/query-result.js';

/** At this depth the search has covered all that Redis can hold. */
const maxDepth = 10;

const pageValue = z.object({
  command: z.string().max(1_000),
  page: z.number().int().min(1).max(100_000),
  depth: z.number().int().min(1).max(maxDepth).default(1),
});

/** A history page as a button's value. */
export function pageValueOf(command: HistoryCommand, page: number, depth: number): string {
  return JSON.stringify({
    ...{ command: commandText(command), page, depth: Math.min(depth, maxDepth) },
  } satisfies z.infer<typeof pageValue>);
}

/** Reads the page from a button's value; null when it names none. */
export function readPageValue(
  value: string,
): { readonly command: HistoryCommand; readonly page: number; readonly depth: number } | null {
  const parsed = pageValue.safeParse(fromJson(value));
  if (!parsed.success) return null;
  const command = parseCommand(parsed.data.command.replace(/^\/unlink\s*/u, ''));
  return command.type === 'history' ? { ...parsed.data, command } : null;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
