import type { AssetKind } from './asset.js';
import { sinceText } from './command-since.js';
import { type Command, commandLimits } from './command-type.js';

/** The command as one would type it; read again, it is the same command. For a mistake, the command nearest to it. */
export function commandText(command: Command): string {
  switch (command.type) {
    case 'mistake':
      return command.nearest;
    case 'form':
      return '/unlink';
    case 'unlink':
      return typed([
        command.kind,
        command.queries.join(', '),
        command.dryRun ? '--dry-run' : null,
        command.reason === null ? null : `-- ${command.reason}`,
      ]);
    case 'status':
      return typed(['status', command.requestId]);
    case 'history':
      return typed([
        'history',
        command.kind,
        command.query,
        command.since === null ? null : `since ${sinceText(command.since)}`,
      ]);
    case 'show':
      return typed(['show', command.kind, command.query]);
    default:
      return typed([command.type]);
  }
}

/** The command as it is offered to be run: whole if it is short enough to be shown, otherwise its beginning. */
export function offered(command: Command): string {
  const whole = commandText(command);
  if (command.type !== 'unlink' || fits(whole)) return whole;
  const first = { ...command, queries: command.queries.slice(0, 1).map(shown) };
  const withReason = commandText(first);
  return fits(withReason) ? withReason : commandText({ ...first, reason: null });
}

/** A query to stand where one is missing. */
export function exampleQuery(kind: AssetKind): string {
  return kind === 'oa' ? '1234' : '5678';
}

/** Of what was typed as much as an answer shows. */
export function shown(text: string): string {
  const letters = [...text.replaceAll('\n', ' ')];
  if (letters.length <= commandLimits.shownWord) return letters.join('');
  return `${letters.slice(0, commandLimits.shownWord - 1).join('')}…`;
}

function fits(text: string): boolean {
  return [...text].length <= commandLimits.nearest;
}

function typed(words: readonly (string | null)[]): string {
  return ['/unlink', ...words.filter((word) => word !== null)].join(' ');
}
