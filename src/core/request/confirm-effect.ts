import type { Policy } from './policy.js';
import type { Pending } from './request.js';

/** What pressing Confirm does, as far as people are told before they press. */
export type ConfirmEffect =
  /** It is counted, and others must approve before anything is done. */
  | { readonly type: 'approval'; readonly number: number; readonly needed: number }
  | { readonly type: 'dry_run' }
  /** Operators are asked to unlink by hand. */
  | { readonly type: 'hand_over' }
  | { readonly type: 'unlink' };

/** `byHand`: operators do what the bot does elsewhere. */
export function confirmEffect(
  { approvals, dryRun }: Pick<Pending, 'approvals' | 'dryRun'>,
  { approvals: needed }: Pick<Policy, 'approvals'>,
  byHand: boolean,
): ConfirmEffect {
  const number = approvals.length + 1;
  return number < needed ? { type: 'approval', number, needed } : runEffect(dryRun, byHand);
}

/** What a run does once it is confirmed, or tried again. */
export function runEffect(dryRun: boolean, byHand: boolean): ConfirmEffect {
  if (dryRun) return { type: 'dry_run' };
  return { type: byHand ? 'hand_over' : 'unlink' };
}
