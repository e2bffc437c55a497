import fc from '../seeded-check.js';

/** Any text at all: every plane of Unicode, halves of surrogate pairs, and what chats give a meaning to. */
export function anyText(size: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  const least = size.minLength ?? 0;
  const most = size.maxLength ?? 60;
  return fc
    .oneof(
      fc.string({ unit: 'grapheme', ...size }),
      fc.string({ unit: 'binary', ...size }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), size).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom(...hostile),
    )
    .filter((text) => text.length >= least && [...text].length <= most);
}

export const hostile: readonly string[] = [
  '<!channel>',
  '<!here|here>',
  '<@U1>',
  '<#C0GENERAL1>',
  '<!subteam^S0APPROVE1>',
  '*bold* _italic_ ~struck~ `code`',
  '```block```',
  '<https://example.com|click>',
  '&lt;!channel&gt;',
  ':tada: @channel',
  '> quoted\n> twice',
  '\u202egnp.exe',
  '👩‍👩‍👧‍👦',
  ' ',
];
