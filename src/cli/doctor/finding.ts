import type { Advice, DoctorFindings, DoctorPart } from '../../i18n/doctor/texts.js';

export type Verdict = 'ok' | 'warning' | 'failed';
type Code = keyof DoctorFindings;

/** A fact about the set-up. Its words come last, in the language of the bot. */
export interface Finding {
  readonly verdict: Verdict;
  readonly code: Code;
  readonly inWords: (findings: DoctorFindings) => Advice;
}

type Facts<C extends Code> = Parameters<DoctorFindings[C]>;

function found<C extends Code>(verdict: Verdict, code: C, facts: Facts<C>): Finding {
  const inWords = (findings: DoctorFindings) => (findings[code] as (...facts: Facts<C>) => Advice)(...facts);
  return { verdict, code, inWords };
}

export const ok = <C extends Code>(code: C, ...facts: Facts<C>) => found('ok', code, facts);
export const warning = <C extends Code>(code: C, ...facts: Facts<C>) => found('warning', code, facts);
export const failed = <C extends Code>(code: C, ...facts: Facts<C>) => found('failed', code, facts);

/** The findings about one part of the set-up. */
export interface PartReport {
  readonly part: DoctorPart;
  readonly findings: readonly Finding[];
}
