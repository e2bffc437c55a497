import { describe, expect, it } from 'vitest';
import { brokenAnswers } from './broken-answers.js';
import { brokenBooks } from './broken-books.js';
import { brokenRuns } from './broken-runs.js';
import { violationsOf } from './invariants.js';
import { clean, entry, minh, other, removal, withEntries } from './made-up.js';

describe('the checker', () => {
  it('finds nothing in a history that keeps every promise', () => {
    expect(violationsOf(clean)).toEqual([]);
  });

  it('accepts the end of a confirmed request when others unlinked everything on its list', () => {
    const calledOff = withEntries(
      (each) => each,
      { removals: [...clean.removals, { ...removal, id: other, at: 341, requestId: null }] },
      (all) => [
        ...all,
        entry(342, 'UR-CCCC', 'approved', minh, { assets: [`oa:${other}`] }),
        entry(343, 'UR-CCCC', 'cancelled', 'bot', { changes: [`gone oa:${other}`] }),
      ],
    );
    const found = violationsOf({ ...clean, ...calledOff });
    expect(found.filter(({ invariant }) => invariant === 5)).toEqual([]);
  });

  it.each([...brokenRuns, ...brokenAnswers, ...brokenBooks])(
    'finds invariant %i broken by %s',
    (invariant, _what, change) => {
      const found = violationsOf({ ...clean, ...change });
      expect(found.length).toBeGreaterThan(0);
      expect([...new Set(found.map((each) => each.invariant))]).toEqual([invariant]);
    },
  );
});
