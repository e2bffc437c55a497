import type { DoctorPart } from '../../i18n/doctor/texts.js';
import { errorName } from '../../shared/error-name.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { type Finding, failed, type PartReport } from './finding.js';

/** A part's checks; they may throw, and need not end. */
export interface Examination {
  readonly part: DoctorPart;
  readonly check: () => Promise<readonly Finding[]>;
}

/** Runs one part's checks. Never rejects, and ends within `limitMs`. */
export async function examine({ part, check }: Examination, limitMs: number): Promise<PartReport> {
  try {
    const findings = await withTimeout(limitMs, check());
    if (findings !== 'late') return { part, findings };
    return { part, findings: [failed('part_late', { seconds: Math.round(limitMs / 1_000) })] };
  } catch (error) {
    return { part, findings: [failed('part_broken', { error: errorName(error) })] };
  }
}
