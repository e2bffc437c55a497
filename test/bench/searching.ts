import { assetOptions } from '../../src/chat/slack/inbound/dialogs/picker.js';
import { matchAssets } from '../../src/core/matching/match.js';
import { timedRow } from './in-turns.js';
import { madeUpAssets } from './made-up.js';
import type { Bench } from './result.js';

const query = 'bán hàng sài gòn';
const plain = 'Sài Gòn';

/** Searches assets by name, with accents, words and typos, against a search for the exact letters. */
export const searching: Bench = {
  name: 'searching',
  title: 'Searches among the linked assets',
  run: async (size) => {
    const [count, rounds] = size === 'quick' ? [100, 3] : [5_000, 200];
    const linked = madeUpAssets(count);
    const includes = () => linked.filter(({ name }) => name.includes(plain));
    const row = (what: string, work: () => unknown) =>
      timedRow(
        `${what}, among ${count.toLocaleString('en')}`,
        ['the bot', work],
        ['the same names by String.includes', includes],
        { rounds },
      );
    return [
      await row(`look-up “${query}”`, () => matchAssets(query, linked)),
      await row(`picker, “${query}” typed`, () => assetOptions(query, linked)),
      await row('picker, nothing typed', () => assetOptions('', linked)),
    ];
  },
};
