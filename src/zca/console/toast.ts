import { type ConsoleLabels, containsLabel } from './labels.js';
import type { DialogSnapshot } from './page-snapshot.js';

/** What the page said after everything was pressed; nothing of it proves anything. */
export type Said =
  | { readonly type: 'done' }
  /** It does not do it, for this reason. */
  | { readonly type: 'refused'; readonly text: string }
  /** Something went wrong; whether it was done is not known. */
  | { readonly type: 'unclear'; readonly text: string }
  /** It is still at it. */
  | { readonly type: 'working'; readonly text: string }
  | { readonly type: 'nothing' };

/** What a notice of the page means. “Không thành công” holds the words of “thành công”, so what went wrong comes first. */
export function saidBy(notice: string, labels: ConsoleLabels): Said {
  const means = (wordings: readonly string[]) => containsLabel(notice, wordings);
  if (means(labels.tryAgain)) return { type: 'unclear', text: notice };
  if (means(labels.failed)) return { type: 'refused', text: notice };
  if (means(labels.working)) return { type: 'working', text: notice };
  return means(labels.done) ? { type: 'done' } : { type: 'refused', text: notice };
}

/** What several notices mean together: that some work goes on matters only where nothing else is said. */
export function saidByAll(notices: readonly string[], labels: ConsoleLabels): Said {
  const all = notices.map((notice) => saidBy(notice, labels));
  return all.find(({ type }) => type !== 'working') ?? all[0] ?? { type: 'nothing' };
}

/** Whether a dialog asks nothing and only says that some work goes on. */
export function isWorking({ text, presses }: DialogSnapshot, labels: ConsoleLabels): boolean {
  return presses.length === 0 && containsLabel(text, labels.working);
}
