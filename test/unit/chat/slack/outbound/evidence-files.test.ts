import { expect, it } from 'vitest';
import { evidenceFiles } from '../../../../../src/chat/slack/outbound/evidence-files.js';
import type { EvidencePicture } from '../../../../../src/flow/ports/console.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';

const stages = ['row', 'dialog', 'gone'] as const;
const pictures = (assets: number): EvidencePicture[] =>
  stages.flatMap((stage, step) =>
    Array.from({ length: assets }, (_, at) => ({
      requestId: 'UR-7K2M',
      round: 1,
      kind: 'oa' as const,
      id: String(4_000_000_000_000_000 + at),
      stage,
      turn: 1,
      at: Date.UTC(2026, 0, 2, 3, 4, 5 + step),
      png: new Uint8Array([at, step]),
    })),
  );

const named = { kind: 'oa', id: '4000000000000000', name: 'Bán hàng' } as const;
const filesOf = (of: readonly EvidencePicture[], locale: 'vi' | 'en' = 'en') =>
  evidenceFiles(of, [named], messagesFor(locale));

it('evidence pictures have alternative texts in the channel’s language', () => {
  const texts = (locale: 'vi' | 'en') => filesOf(pictures(1), locale)[0]?.map(({ altText }) => altText);
  expect(texts('en')).toEqual([
    'The ZCA console, for UR-7K2M: the row of the OA Bán hàng (4000000000000000) in the list, before it was pressed.',
    'The ZCA console, for UR-7K2M: the dialog that asks whether to unlink the OA Bán hàng (4000000000000000), before it was confirmed.',
    'The ZCA console, for UR-7K2M: the list without the OA Bán hàng (4000000000000000), after it was unlinked.',
  ]);
  expect(texts('vi')?.[2]).toBe(
    'Trang ZCA, cho UR-7K2M: danh sách không còn OA Bán hàng (4000000000000000), sau khi hủy liên kết.',
  );
});

it('evidence pictures have readable titles: what is shown, and which asset', () => {
  const titles = (locale: 'vi' | 'en', assets = 1) =>
    filesOf(pictures(assets), locale)[0]?.map(({ title }) => title);
  expect(titles('en')).toEqual(['Bán hàng: 1 row', 'Bán hàng: 2 dialog', 'Bán hàng: 3 gone']);
  expect(titles('vi')?.[2]).toBe('Bán hàng: 3 không còn');
  expect(titles('en', 2)?.[3]).toBe('4000000000000001: 1 row');
});

it('evidence pictures have file names that tell what they show, and when', () => {
  const [message] = filesOf(pictures(1));
  expect(message?.map(({ name }) => name)).toEqual([
    'UR-7K2M-1-oa-4000000000000000-1-row-20260102T030405Z.png',
    'UR-7K2M-1-oa-4000000000000000-2-dialog-20260102T030406Z.png',
    'UR-7K2M-1-oa-4000000000000000-3-gone-20260102T030407Z.png',
  ]);
});

it('evidence pictures of one asset stay together, at most ten in a message, with none left out', () => {
  const messages = filesOf(pictures(7));
  expect(messages.map((files) => files.length)).toEqual([9, 9, 3]);
  expect(new Set(messages.flat().map(({ name }) => name)).size).toBe(21);
  for (const files of messages) expect(files.length % 3).toBe(0);
});

it('evidence without pictures needs no message', () => {
  expect(filesOf([])).toEqual([]);
});
