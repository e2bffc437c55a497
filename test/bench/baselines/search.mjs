import uFuzzy from '@leeoniya/ufuzzy';
import MiniSearch from 'minisearch';

/** uFuzzy over folded texts, with one mistake a word; returns the number of hits. */
export function createUFuzzy(texts) {
  const fuzzy = new uFuzzy({ intraMode: 1 });
  return (query) => fuzzy.search(texts, query, 1)[0]?.length ?? 0;
}

/** MiniSearch fed with the same folded texts; returns the number of hits. */
export function createMiniSearch(texts) {
  const mini = new MiniSearch({ fields: ['text'], processTerm: (term) => term });
  mini.addAll(texts.map((text, id) => ({ id, text })));
  return (query, isTypo) =>
    mini.search(query, { prefix: true, combineWith: 'AND', fuzzy: isTypo ? 0.3 : false }).length;
}
