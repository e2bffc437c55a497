import type { Approved, Finished, Running } from './request.js';

/**
 * The people whose approval carries the newest run: those who confirmed it; in a retry those of them who might still approve
 * when it was pressed, and who pressed it. Once the run has begun, only those of them who might still approve then.
 */
export function runApproversOf({
  approvals,
  retries,
  carriedBy,
}: Approved | Running | Finished): readonly string[] {
  const last = retries.at(-1);
  return carriedBy ?? [...new Set([...approvals, ...(last === undefined ? [] : [last])].map(({ by }) => by))];
}
