import type { Policy } from './policy.js';
import type { Pending } from './request.js';

/** The effect of Confirm, as people read it before they click. */
export type ConfirmEffect =
  /** It counts, and others must approve before anything happens. */
  | { readonly type: 'approval'; readonly number: number; readonly needed: number }
  | { readonly type: 'dry_run' }
  /** Operators unlink by hand. */
  | { readonly type: 'hand_over' }
  | { readonly type: 'unlink' };

/** `byHand`: operators do the work instead of the bot. */
export function confirmEffect(
  { approvals, dryRun }: Pick<Pending, 'approvals' | 'dryRun'>,
  { approvals: needed }: Pick<Policy, 'approvals'>,
  byHand: boolean,
): ConfirmEffect {
  const number = approvals.length + 1;
  return number < needed ? { type: 'approval', number, needed } : runEffect(dryRun, byHand);
}

/** The effect of a run, first or retried. */
export function runEffect(dryRun: boolean, byHand: boolean): ConfirmEffect {
  if (dryRun) return { type: 'dry_run' };
  return { type: byHand ? 'hand_over' : 'unlink' };
}
