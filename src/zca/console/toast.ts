import { type ConsoleLabels, containsLabel } from './labels.js';
import type { DialogSnapshot } from './page-snapshot.js';

/** The page's notice after the last press; it proves nothing. */
export type Said =
  | { readonly type: 'done' }
  /** The page refuses, for this reason. */
  | { readonly type: 'refused'; readonly text: string }
  /** Something went wrong; the unlink may have happened. */
  | { readonly type: 'unclear'; readonly text: string }
  /** The page is still working. */
  | { readonly type: 'working'; readonly text: string }
  | { readonly type: 'nothing' };

/** Interprets a notice. “Không thành công” contains “thành công”, so failures are checked first. */
export function saidBy(notice: string, labels: ConsoleLabels): Said {
  const means = (wordings: readonly string[]) => containsLabel(notice, wordings);
  if (means(labels.tryAgain)) return { type: 'unclear', text: notice };
  if (means(labels.failed)) return { type: 'refused', text: notice };
  if (means(labels.working)) return { type: 'working', text: notice };
  return means(labels.done) ? { type: 'done' } : { type: 'refused', text: notice };
}

/** Interprets several notices together: work in progress matters only if nothing else is said. */
export function saidByAll(notices: readonly string[], labels: ConsoleLabels): Said {
  const all = notices.map((notice) => saidBy(notice, labels));
  return all.find(({ type }) => type !== 'working') ?? all[0] ?? { type: 'nothing' };
}

/** True if a dialog asks nothing and only reports work in progress. */
export function isWorking({ text, presses }: DialogSnapshot, labels: ConsoleLabels): boolean {
  return presses.length === 0 && containsLabel(text, labels.working);
}
