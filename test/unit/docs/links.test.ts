import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = [
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'src/README.md', 'test/README.md'],
];

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8').replace(/^```.*?^```/gmsu, '');

  it('leads to pages and headings that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu)].map(([, link = '']) => link);
    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([]);
  });

  it('names tests that are there', () => {
    const named = [...text.matchAll(/`(test\/[\w./-]+\.test\.ts)`/gu)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  function leadsSomewhere(link: string): boolean {
    const [path = '', heading] = link.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(file)) return false;
    return heading === undefined || !file.endsWith('.md') || headingsOf(file).includes(heading);
  }
});

/** As a forge writes the anchors of headings. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gmu)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
