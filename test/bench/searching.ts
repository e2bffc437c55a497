import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Asset } from '../../src/core/asset/asset.js';
import { matchInSteps } from '../../src/core/matching/match.js';
import { queriesOf } from '../../src/core/matching/query-list.js';
import { fold, words } from '../../src/core/text/normalize.js';
import { inSlices } from '../../src/shared/in-slices.js';
import { createRandom, type Random } from '../chaos/random.js';
import { inTurns, timed } from './in-turns.js';
import { madeUpAssets } from './made-up.js';
import { type Aim, type Bench, type Row, rowOf, share } from './result.js';

/**
 * Searches a list of linked assets that was searched before, and one just read, beside searches of the same names folded
 * once.
 */
export const searching: Bench = {
  name: 'searching',
  title: 'Searches among the linked assets',
  run: async (size, tell) => {
    const rows: Row[] = [];
    for (const each of size === 'quick' ? quick : full) {
      tell(`${each.count.toLocaleString('en')} assets`);
      rows.push(...(await rowsAmong(each)));
    }
    return rows;
  },
};

interface Size {
  readonly count: number;
  /** Of each kind, in each round. */
  readonly searches: number;
  readonly rounds: number;
}

const quick: readonly Size[] = [{ count: 100, searches: 3, rounds: 1 }];
const full: readonly Size[] = [
  { count: 1_000, searches: 100, rounds: 3 },
  { count: 5_000, searches: 100, rounds: 3 },
  { count: 10_000, searches: 100, rounds: 3 },
  { count: 100_000, searches: 10, rounds: 3 },
];

/** By the number of assets: the longest a search may take, and one with a typing mistake. */
const mostMs: Readonly<Record<number, { readonly search?: number; readonly typo?: number }>> = {
  5000: { search: 1 },
  100000: { search: 20, typo: 60 },
};
const holdMs = 50;

type Search = (query: string, isTypo: boolean) => unknown;
type MakeQuery = (asset: Asset, random: Random) => string;

const kinds: readonly (readonly [what: string, query: MakeQuery])[] = [
  ['part of an id', ({ id }) => id.slice(3, 8)],
  ['name', ({ name }) => name],
  ['name without accents', ({ name }) => fold(name)],
  ['typing mistake', ({ name }, random) => mistyped(fold(name), random)],
];

async function rowsAmong({ count, searches, rounds }: Size): Promise<Row[]> {
  const linked = madeUpAssets(count);
  const sides = await sidesFor(linked);
  const random = createRandom(11);
  const picked = (howMany: number) =>
    Array.from({ length: howMany }, () => linked[random.whole(0, count - 1)] as Asset);
  const among = `among ${count.toLocaleString('en')}`;
  const rows: Row[] = [];
  for (const [what, queryOf] of kinds) {
    const isTypo = what === 'typing mistake';
    const queries = picked(searches).map((asset) => queryOf(asset, random));
    const measured = await inTurns([...sides.keys()], rounds, async (name) => {
      const search = sides.get(name) ?? (() => undefined);
      const times: number[] = [];
      for (const query of queries) times.push(await timed(() => search(query, isTypo)));
      return share(
        times.toSorted((a, b) => a - b),
        0.99,
      );
    });
    const most = mostMs[count]?.[isTypo ? 'typo' : 'search'];
    rows.push(rowOf(`${what}, ${among}, 99th percentile`, 'ms', [...measured], atMost(most)));
  }
  const pasted = picked(20).map(({ name }) => name);
  const list = pasted.join('\n');
  const listed = await inTurns([...sides.keys()], rounds, (name) =>
    timed(async () => {
      const search = sides.get(name) ?? (() => undefined);
      if (name === bot) await inSlices(matchInSteps(queriesOf(list), linked));
      else for (const query of pasted) search(query, false);
    }),
  );
  rows.push(rowOf(`20 names pasted, ${among}`, 'ms', [...listed]));
  const mistakes = picked(20).map(({ name }) => mistyped(fold(name), random));
  const fresh = await inTurns([bot], rounds, () => freshly(linked, mistakes));
  const held = [...(fresh.get(bot) ?? [])];
  const took = held.map(({ tookMs }) => tookMs);
  rows.push(rowOf(`20 mistyped names in a list just read, ${among}`, 'ms', [[bot, took]]));
  const holds = held.map(({ heldMs }) => heldMs);
  rows.push(rowOf(`longest hold of the event loop by it, ${among}`, 'ms', [[bot, holds]], atMost(holdMs)));
  return rows;
}

const bot = 'the bot';

async function sidesFor(linked: readonly Asset[]): Promise<ReadonlyMap<string, Search>> {
  const texts = linked.map(({ name, id }) => `${fold(name)} ${id}`);
  const sides = new Map<string, Search>([
    [bot, (query) => inSlices(matchInSteps([query], linked))],
    ['folded once and scanned', scanning(texts)],
  ]);
  // `npm run bench` installs them; the test of the bench does without.
  if (!existsSync('test/bench/baselines/node_modules')) return sides;
  const libraries: Libraries = await import(pathToFileURL('test/bench/baselines/search.mjs').href);
  const uFuzzy = libraries.createUFuzzy(texts);
  const miniSearch = libraries.createMiniSearch(texts);
  sides.set('uFuzzy', (query) => uFuzzy(fold(query)));
  sides.set('MiniSearch', (query, isTypo) => miniSearch(fold(query), isTypo));
  return sides;
}

interface Libraries {
  createUFuzzy(texts: readonly string[]): (query: string) => number;
  createMiniSearch(texts: readonly string[]): (query: string, isTypo: boolean) => number;
}

/** It finds words and digits anywhere, in no order, and nothing mistyped. */
function scanning(texts: readonly string[]): Search {
  return (query) => {
    const asked = words(query);
    return texts.filter((text) => asked.every((word) => text.includes(word))).length;
  };
}

/** A list that nobody has searched yet, as after each reading of the ZCA. */
async function freshly(linked: readonly Asset[], queries: readonly string[]) {
  const list = [...linked];
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const tookMs = await timed(() => inSlices(matchInSteps(queries, list)));
  delays.disable();
  return { tookMs, heldMs: delays.max / 1e6 };
}

/** Swaps two letters of the longest word. */
function mistyped(name: string, random: Random): string {
  const longest = words(name).reduce((most, word) => (word.length > most.length ? word : most), '');
  const at = random.whole(0, longest.length - 2);
  const wrong = `${longest.slice(0, at)}${longest[at + 1]}${longest[at]}q${longest.slice(at + 2)}`;
  return name.replace(longest, wrong);
}

function atMost(most: number | undefined): Aim[] {
  return most === undefined ? [] : [{ atMost: most }];
}
