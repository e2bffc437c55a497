import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/zalo/envelope.js';

describe('the wait that Zalo asks for', () => {
  it.each([
    ['3', 3_000],
    ['0', 1_000],
    ['99999', 300_000],
    ['soon', 10_000],
    [undefined, 10_000],
  ])('is, for %j, %i ms', (header, ms) => {
    expect(retryAfterMs(header)).toBe(ms);
  });
});
