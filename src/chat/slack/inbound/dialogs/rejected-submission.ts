import type { PrivateMessage } from '../../../../core/messages/private-message.js';
import type { DialogTexts } from '../../../../i18n/dialog/texts.js';

/** The text at a field for a submission that was not accepted: the dialog stays open and can be submitted again. */
export function rejectedProblem(note: PrivateMessage, now: number, problem: DialogTexts['problem']): string {
  if (note.type !== 'over_budget') return problem.notRecorded;
  return problem.overBudget(note.most, Math.max(1, Math.ceil((note.until - now) / 1_000)));
}
