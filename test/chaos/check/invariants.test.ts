import { describe, expect, it } from 'vitest';
import { brokenAnswers } from './broken-answers.js';
import { brokenBooks } from './broken-books.js';
import { brokenRuns } from './broken-runs.js';
import { violationsOf } from './invariants.js';
import { clean } from './made-up.js';

describe('the checker', () => {
  it('finds nothing wrong with a history in which every promise is kept', () => {
    expect(violationsOf(clean)).toEqual([]);
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
