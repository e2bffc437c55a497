import { describe, expect, it } from 'vitest';
import { dateOf, sinceMoment, startOfWeek, weekMs } from '../../../src/shared/viet-nam-time.js';
import fc from '../../fixtures/seeded-check.js';

const hours7 = 7 * 3_600_000;
/** A Wednesday noon in Viet Nam. */
const now = Date.UTC(2026, 0, 14, 5, 0, 0);

describe('a calendar day', () => {
  it('begins at midnight in Viet Nam, whatever the date', () => {
    const moments = fc.date({
      min: new Date('1971-01-01'),
      max: new Date('2400-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        const date = moment.toISOString().slice(0, 10);
        expect(sinceMoment({ type: 'date', date }, now)).toBe(Date.parse(date) - hours7);
      }),
    );
  });

  it('is the current day in Viet Nam', () => {
    expect(dateOf(Date.UTC(2026, 0, 13, 16, 59))).toBe('2026-01-13');
    expect(dateOf(Date.UTC(2026, 0, 13, 17))).toBe('2026-01-14');
  });

  it('is never before the epoch', () => {
    expect(sinceMoment({ type: 'date', date: '0001-01-01' }, now)).toBe(0);
    expect(sinceMoment({ type: 'days', days: 36_500 }, now)).toBe(0);
  });

  it('is counted back from today', () => {
    expect(sinceMoment({ type: 'days', days: 0 }, now)).toBe(Date.UTC(2026, 0, 13, 17));
    expect(sinceMoment({ type: 'days', days: 13 }, now)).toBe(Date.UTC(2025, 11, 31, 17));
  });
});

describe('a week', () => {
  it('begins at midnight on the Monday before, or at that exact moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: weekMs, max: 4e12 }), (at) => {
        const start = startOfWeek(at);
        expect(new Date(start + hours7).toUTCString()).toMatch(/^Mon, .* 00:00:00 GMT$/u);
        expect(at - start).toBeGreaterThanOrEqual(0);
        expect(at - start).toBeLessThan(weekMs);
      }),
    );
  });
});
