import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folders, textsOf, textsPage } from './texts-page.js';

it('the texts are all in docs/texts.md, unchanged; `npm run texts` writes it', async () => {
  await expect(textsPage()).toMatchFileSnapshot('../../../docs/texts.md');
});

it('the texts of every folder have a place on the page', () => {
  const all = readdirSync('src/i18n', { withFileTypes: true }).filter((each) => each.isDirectory());
  expect(folders.filter((folder) => folder !== '.').toSorted()).toEqual(
    all.map(({ name }) => name).toSorted(),
  );
});

it.each(folders.flatMap((folder) => (['vi', 'en'] as const).map((locale) => [folder, locale] as const)))(
  'the texts in %s in %s are on the page, each sentence of the file',
  (folder, locale) => {
    const source = readFileSync(`src/i18n/${folder}/${locale}.ts`, 'utf8');
    const shown = [...textsOf(folder, locale).values()].flat().join('\n');
    const sentences = [...source.matchAll(/richText`([^`$]{12,})`/gu)].map(([, text = '']) => text.trim());
    expect(sentences.filter((text) => !shown.includes(text))).toEqual([]);
  },
);
