import type { AssetKind } from '../asset/asset.js';
import { shorten } from '../text/shorten.js';
import { withoutMarks } from './command-parts.js';
import { sinceText } from './command-since.js';
import { type Command, commandLimits } from './command-type.js';

/**
 * Writes a command as people type it. Parsing the text gives the same command, except for dashes in names. For a
 * usage error, returns the suggested command.
 */
export function commandText(command: Command): string {
  switch (command.type) {
    case 'mistake':
      return command.nearest;
    case 'form':
      return '/unlink';
    case 'unlink':
      return typed([
        command.kind,
        command.queries.map(withoutMarks).join(', '),
        command.dryRun ? '--dry-run' : null,
        command.reason === null ? null : `-- ${command.reason}`,
      ]);
    case 'status':
      return typed(['status', command.requestId]);
    case 'decide':
      return typed(['approve', command.requestId]);
    case 'history':
      return typed([
        'history',
        command.kind,
        command.query,
        command.since === null ? null : `since ${sinceText(command.since)}`,
        command.until === undefined ? null : `until ${sinceText(command.until)}`,
      ]);
    case 'show':
      return typed(['show', command.kind, command.query]);
    default:
      return typed([command.type]);
  }
}

/** A command to suggest, ready to run. If it is too long, drops queries until it fits and keeps the whole reason. */
export function offered(command: Command): string {
  if (command.type !== 'unlink') return commandText(command);
  // Two characters shorter, because the ellipsis is normalised to three dots when parsed.
  const reason = command.reason === null ? null : cutTo(command.reason, commandLimits.reason - 2);
  const parts = { ...command, reason, queries: command.queries.slice(0, commandLimits.queries) };
  // Halves the queries each time, so a long list is not written once per query.
  while (!fits(commandText(parts)) && parts.queries.length > 1)
    parts.queries = parts.queries.slice(0, Math.ceil(parts.queries.length / 2));
  const text = commandText(parts);
  return fits(text) ? text : commandText({ ...parts, queries: parts.queries.map(shown) });
}

/** A command to prefill the form for correction; cuts the reason to the space left. */
export function toFill(command: Extract<Command, { type: 'unlink' }>): string {
  const { reason } = command;
  const text = offered({ ...command, reason: null });
  const room = commandLimits.nearest - text.length - reasonGap.length;
  return reason === null || room < 1 ? text : `${text}${reasonGap}${shorten(reason, room)}`;
}

const reasonGap = ' -- ';

/** A placeholder for a missing query. */
export function exampleQuery(kind: AssetKind): string {
  return kind === 'oa' ? '1234' : '5678';
}

/** Shortens typed text to what a reply shows. */
export function shown(text: string): string {
  return cutTo(text.replaceAll(/[\n\t]/gu, ' '), commandLimits.shownWord);
}

function cutTo(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

function fits(text: string): boolean {
  return text.length <= commandLimits.nearest;
}

function typed(words: readonly (string | null)[]): string {
  return ['/unlink', ...words.filter((word) => word !== null)].join(' ');
}
