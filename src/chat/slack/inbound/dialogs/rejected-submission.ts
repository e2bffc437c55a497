import type { PrivateMessage } from '../../../../core/messages/private-message.js';
import type { DialogTexts } from '../../../../i18n/dialog/texts.js';

/** Why what a dialog sent was not taken, said at one of its fields: it stays open and can be sent again. */
export function rejectedProblem(note: PrivateMessage, now: number, problem: DialogTexts['problem']): string {
  if (note.type !== 'over_budget') return problem.notRecorded;
  return problem.overBudget(note.most, Math.max(1, Math.ceil((note.until - now) / 1_000)));
}
