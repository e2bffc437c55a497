import { z } from 'zod';
import type { HistoryCommand } from '../../core/answer.js';
import { commandText, parseCommand } from '../../core/command.js';

const pageValue = z.object({ command: z.string().max(1_000), page: z.number().int().min(1).max(100_000) });

/** One page of the history, as a button's value. */
export function pageValueOf(command: HistoryCommand, page: number): string {
  return JSON.stringify({ command: commandText(command), page } satisfies z.infer<typeof pageValue>);
}

/** The page that a button's value names; null when it names none. */
export function readPageValue(
  value: string,
): { readonly command: HistoryCommand; readonly page: number } | null {
  const parsed = pageValue.safeParse(fromJson(value));
  if (!parsed.success) return null;
  const command = parseCommand(parsed.data.command.replace(/^\/unlink\s*/u, ''));
  return command.type === 'history' ? { command, page: parsed.data.page } : null;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
