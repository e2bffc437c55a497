import type { Approved, Finished, Running } from './request.js';

/**
 * The people whose approval carries the newest run: its approvers; for a retry, those of them who could still approve
 * at the click, plus the person who clicked. Once the run has started, only those of them who could still approve
 * then.
 */
export function runApproversOf({
  approvals,
  retries,
  carriedBy,
}: Approved | Running | Finished): readonly string[] {
  const last = retries.at(-1);
  return carriedBy ?? [...new Set([...approvals, ...(last === undefined ? [] : [last])].map(({ by }) => by))];
}
