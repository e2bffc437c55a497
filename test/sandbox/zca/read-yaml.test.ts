import { describe, expect, it } from 'vitest';
import { readYaml } from './read-yaml.js';

describe('readYaml', () => {
  it('reads maps, lists, texts and scalars', () => {
    const source = [
      '# a comment',
      'name: ZCA gateway',
      "quoted: 'it''s: fine # here'",
      'numbers: [1, -32]',
      "types: [string, 'null']",
      'nothing: null',
      'text: |',
      '  first: line',
      '',
      '    # kept',
      '5XX:',
      '  - a: true',
      '    b: 1.0.0',
      '  - plain',
    ].join('\n');
    expect(readYaml(source)).toEqual({
      name: 'ZCA gateway',
      quoted: "it's: fine # here",
      numbers: [1, -32],
      types: ['string', 'null'],
      nothing: null,
      text: 'first: line\n\n  # kept\n',
      '5XX': [{ a: true, b: '1.0.0' }, 'plain'],
    });
  });

  it.each([
    ['a repeated key', 'a: 1\na: 2', /line 2 repeats a key/],
    ['a colon in a plain text', 'a: b: c', /line 1/],
    ['an anchor', 'a: &x 1', /line 1/],
    ['a key without a value', 'a:\nb: 1', /line 1 has no value/],
    ['crooked indentation', 'a:\n    b: 1\n  c: 2', /line 3/],
  ])('throws at %s rather than guess', (_what, source, words) => {
    expect(() => readYaml(source)).toThrow(words);
  });
});
