import type { DoctorTexts } from '../../i18n/doctor/texts.js';
import { printable, printableJson } from '../printable.js';
import type { PartReport, Verdict } from './finding.js';

const signs: { readonly [V in Verdict]: string } = { ok: '✓', warning: '!', failed: '✗' };

/** A part's report: its name, a line for each finding, and below it the next step. */
export function linesOf({ part, findings }: PartReport, texts: DoctorTexts): readonly string[] {
  const lines = findings.flatMap(({ verdict, inWords }) => {
    const { seen, next } = inWords(texts.findings);
    const step = next === undefined ? [] : [`    → ${printable(next)}`];
    return [`  ${signs[verdict]} ${printable(seen)}`, ...step];
  });
  return [texts.parts[part], ...lines];
}

export function countOf(reports: readonly PartReport[], wanted: Verdict): number {
  return reports.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === wanted).length;
}

/** The whole report for a program, on one line. */
export function jsonOf(reports: readonly PartReport[], texts: DoctorTexts): string {
  const checks = reports.flatMap(({ part, findings }) =>
    findings.map(({ verdict, code, inWords }) => ({
      part,
      check: code,
      verdict,
      ...inWords(texts.findings),
    })),
  );
  const isFine = countOf(reports, 'failed') === 0;
  return printableJson(JSON.stringify({ ok: isFine, checks }));
}
