import { assetOptions } from '../../src/chat/slack/inbound/dialogs/picker.js';
import { matchAssets } from '../../src/core/matching/match.js';
import { madeUpAssets } from './made-up.js';
import { type Comparison, compare } from './measure.js';

const query = 'bán hàng sài gòn';

/** Searches assets by name, with accents, words and typos, against a search for the exact letters. */
export async function benchSearching(count: number, rounds: number): Promise<Comparison[]> {
  const linked = madeUpAssets(count);
  const plain = 'Sài Gòn';
  const includes = () => linked.filter(({ name }) => name.includes(plain));
  const among = `among ${count.toLocaleString('en')}`;
  const against = 'the same names by String.includes';
  return [
    await compare(`look-up “${query}” ${among}`, () => matchAssets(query, linked), against, includes, {
      rounds,
    }),
    await compare(
      `picker, “${query}” typed, ${among}`,
      () => assetOptions(query, linked),
      against,
      includes,
      {
        rounds,
      },
    ),
    await compare(`picker, nothing typed, ${among}`, () => assetOptions('', linked), against, includes, {
      rounds,
    }),
  ];
}
