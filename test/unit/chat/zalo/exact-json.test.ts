import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../../../src/chat/zalo/inbound/exact-json.js';
import fc from '../../../fixtures/seeded-check.js';

describe('JSON from Zalo', () => {
  it('keeps every digit of an id that comes as a number', () => {
    expect(parseExactly('{"id":246845883529197922,"list":[-9007199254740993]}')).toEqual({
      id: '246845883529197922',
      list: ['-9007199254740993'],
    });
  });

  it.each([
    ['{"text":"gõ \\"id\\":246845883529197922"}', { text: 'gõ "id":246845883529197922' }],
    ['{"at":1699003881354}', { at: 1_699_003_881_354 }],
    [
      '[0.12345678901234567890,1234567890123456789.5,1e2]',
      [0.123_456_789_012_345_68, 1.234_567_890_123_456_8e18, 100],
    ],
  ])('changes nothing else: %s', (json, value) => {
    expect(parseExactly(json)).toEqual(value);
  });

  it('is read as JSON.parse reads it, where it has no such number', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        fc.pre(!/\d{16}/u.test(json));
        expect(parseExactly(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it.each(['"', '"\\', '{"a":"\\"', '"a', ''])('refuses %j', (json) => {
    expect(() => parseExactly(json)).toThrow(SyntaxError);
  });

  it('refuses a large body of open strings at once', () => {
    const since = performance.now();
    expect(() => parseExactly('"\\'.repeat(500_000))).toThrow(SyntaxError);
    // Quadratic time would be minutes.
    expect(performance.now() - since).toBeLessThan(5_000);
  });
});
