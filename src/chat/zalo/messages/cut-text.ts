/** Zalo refuses a longer text. Whether it counts characters or UTF-16 units is not known, so the larger count. */
export const longestText = 2_000;

/**
 * Cuts a text into parts that Zalo takes: between lines where possible, else between words, else between whole
 * characters.
 */
export function cutText(text: string, longest = longestText): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const end = endOfPart(rest, longest);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

function endOfPart(text: string, longest: number): number {
  const line = text.lastIndexOf('\n', longest);
  if (line > 0) return line;
  const word = text.lastIndexOf(' ', longest);
  if (word > 0) return word;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text.slice(0, longest + 1))) {
    if (index + segment.length > longest) break;
    end = index + segment.length;
  }
  // One character of thousands of combining marks.
  return end > 0 ? end : longest;
}

const graphemes = new Intl.Segmenter('vi');
