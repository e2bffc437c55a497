import { type ConsoleLabels, containsLabel, folded, isLabel } from './labels.js';
import type { DialogSnapshot } from './page-snapshot.js';

export interface Meant {
  readonly id: string;
  readonly name: string;
  /** The lines that make up the name in the list; a dialog may show only one of them. */
  readonly parts: readonly string[];
  /** Names of other assets in the list. */
  readonly others: readonly string[];
}

export type DialogVerdict =
  /** The dialog asks about this asset or names none, and this button confirms it. */
  { readonly type: 'confirms'; readonly button: string } | { readonly type: 'refuse'; readonly why: string };

/** An id within a text: nothing else in this console has that many digits in a row. */
const idsIn = /\d{5,}/gu;
const quoted = /[“"«‘']([^“”"«»‘’']{2,})[”"»’']/gu;

/** Checks the dialog that came after the press: it may be confirmed only if it is about nothing else. */
export function checkDialog(dialog: DialogSnapshot, meant: Meant, labels: ConsoleLabels): DialogVerdict {
  const text = folded(`${dialog.name} ${dialog.text}`);
  if (!containsLabel(text, labels.unlink)) return refuse('a dialog that is not about unlinking');
  const own = ownNames(meant);
  // Remove the id first: a name made of digits may be part of it.
  const otherId = withoutAll(without(text, meant.id), own.map(folded)).match(idsIn)?.[0];
  if (otherId !== undefined) return refuse(`a dialog that names another id, ${otherId}`);
  // Only another name that is part of this asset's name may appear because of it.
  const otherName = meant.others.find(
    (name) =>
      isOther(name, meant.name) &&
      (folded(meant.name).includes(folded(name)) ? withoutAll(text, own.map(folded)) : text).includes(
        folded(name),
      ),
  );
  if (otherName !== undefined) return refuse(`a dialog that names another asset, “${otherName}”`);
  // Remove the names first: they may contain quotation marks.
  const rest = withoutAll(dialog.text, own);
  const setOff = [...dialog.marked, ...[...rest.matchAll(quoted)].map(([, inner]) => inner ?? '')];
  const stranger = setOff.find((part) => !isHarmless(part, meant.id, own, labels));
  if (stranger !== undefined) return refuse(`a dialog that names something else, “${stranger}”`);
  const buttons = dialog.presses.filter((name) => isLabel(name, labels.confirm));
  const [button] = buttons;
  if (button === undefined)
    return refuse(`a dialog without a button to confirm; it has ${listed(dialog.presses)}`);
  if (buttons.length > 1) return refuse(`a dialog with several buttons to confirm: ${listed(buttons)}`);
  return { type: 'confirms', button };
}

/**
 * The names that a dialog may use for the asset, longest first; a line of its row that is another asset's name is not
 * among them.
 */
function ownNames({ name, parts, others }: Meant): readonly string[] {
  const taken = new Set(others.map(folded));
  const lines = parts.filter((part) => !taken.has(folded(part)));
  return [...new Set([name, ...lines])].sort((a, b) => b.length - a.length);
}

function withoutAll(text: string, parts: readonly string[]): string {
  return parts.reduce(without, text);
}

/** The text without a part, wherever that appears as whole words. */
function without(text: string, part: string): string {
  if (part === '') return text;
  const escaped = part.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${escaped}(?![\\p{L}\\p{M}\\p{N}])`, 'gu'), ' ');
}

function isOther(name: string, meant: string): boolean {
  return folded(name) !== '' && folded(name) !== folded(meant) && folded(name).length >= 3;
}

/** Text that a dialog about this asset may set off: its own name and id, and the words for unlinking. */
function isHarmless(part: string, id: string, own: readonly string[], labels: ConsoleLabels): boolean {
  const said = folded(part);
  return (
    said === '' ||
    said === id ||
    own.some((name) => said === folded(name)) ||
    isLabel(part, [...labels.unlink, ...labels.confirm])
  );
}

function refuse(why: string): DialogVerdict {
  return { type: 'refuse', why };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `“${name}”`).join(', ');
}
