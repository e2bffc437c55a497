import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../src/core/command/command.js';
import { matchAssets } from '../../../../src/core/matching/match.js';
import { queriesOf, readList } from '../../../../src/core/matching/query-list.js';
import { searchAssets } from '../../../../src/core/request/asset-list.js';
import { atOnce } from '../../../../src/shared/at-once.js';
import { asset, policy } from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';

const saigon = asset('4318093042839471234', 'Bán hàng Sài Gòn – Đại lý');
const hanoi = asset('1234777700001111222', 'Chăm sóc khách hàng Hà Nội');
const coffee = asset('5550001234000999888', 'Cà phê 24h');
const tour = asset('168335841970104084', 'Đà Nẵng Tour');
const linked = [saigon, hanoi, coffee, tour];
const [one, other] = [saigon.id, hanoi.id];

describe('an id in any notation', () => {
  it.each([
    ['backticks', '`4318093042839471234`'],
    ['straight quotes', '"4318093042839471234"'],
    ['curly quotes', '“4318093042839471234”'],
    ['angle quotes', '«4318093042839471234»'],
    ['a spreadsheet’s apostrophe', "'4318093042839471234"],
    ['single quotes', '‘4318093042839471234’'],
    ['asterisks', '*4318093042839471234*'],
    ['tildes and underscores', '~_4318093042839471234_~'],
    ['a number sign', '#4318093042839471234'],
    ['brackets', '(4318093042839471234)'],
    ['full-width brackets', '【４３１８０９３０４２８３９４７１２３４】'],
    ['angle brackets', '<4318093042839471234>'],
    ['a word before it', 'id 4318093042839471234'],
    ['a label', 'ID: 4318093042839471234'],
    ['a Vietnamese label', 'Mã số OA: 4318093042839471234'],
    ['a column’s title', 'ID tài khoản OA: 4318093042839471234'],
    ['its kind, as the register writes it', 'oa:4318093042839471234'],
    ['its kind, as people write it', 'OA-4318093042839471234'],
    ['a colon after it', '4318093042839471234:'],
    ['a full stop after it', '4318093042839471234.'],
    ['a bullet', '• 4318093042839471234'],
    ['a number of a list', '1. 4318093042839471234'],
    ['a number of a list, without a blank', '1.4318093042839471234'],
    ['a number in brackets', '1) 4318093042839471234'],
    ['a letter of a list', 'a. 4318093042839471234'],
    ['dots between groups', '4.318.093.042.839.471.234'],
    ['commas between groups', '4,318,093,042,839,471,234'],
    ['commas between groups as in India', '43,18,09,30,42,83,94,71,234'],
    ['blanks between groups', '4 318 093 042 839 471 234'],
    ['thin blanks between groups', '4\u202f318\u2009093\u00a0042 839 471 234'],
    ['apostrophes between groups', '4’318’093’042’839’471’234'],
    ['hyphens between groups', '4318-0930-4283-9471-234'],
    ['unbroken hyphens between groups', '4318‑0930‑4283‑9471‑234'],
    ['dashes between groups', '4318–0930—4283−9471-234'],
    ['invisible marks', '\u202a4318\u200b0930\u00ad42839471234\u202c'],
    ['all digits of an exponent', '4.318093042839471234E+18'],
    ['a link', 'https://zalo.me/4318093042839471234'],
    ['a link without its scheme', 'zalo.me/4318093042839471234'],
    ['a link to the OA’s own pages', 'https://oa.zalo.me/4318093042839471234?src=qr'],
    ['its name and a dot, as the bot writes it', 'Bán hàng Sài Gòn – Đại lý · 4318093042839471234'],
    ['its kind and a dot, as the card writes it', 'OA · 4318093042839471234 · ✓ verified'],
    ['its name, in brackets as the bot writes it', 'Bán hàng Sài Gòn – Đại lý (4318093042839471234)'],
    ['the cells of a row', '12\tBán hàng Sài Gòn\t4318093042839471234\tĐã xác thực'],
    ['the cells of a Markdown table', '| Bán hàng Sài Gòn | 4318093042839471234 |'],
  ])('is read with %s', (_, text) => {
    expect(queriesOf(text)).toEqual([saigon.id]);
    expect(search(queriesOf(text), linked, policy()).chosen).toEqual([saigon.id]);
  });

  it.each([
    ['one part of an id', '`1234`', '1234'],
    ['a labelled part', 'id: 1234', '1234'],
    ['a part with its kind', 'OA-1234', '1234'],
    ['groups of a part', '4318 0930', '4318 0930'],
    ['a number of a list and a part', '1. 234', '234'],
    ['grouped digits', '12,345', '12.345'],
    ['a name in quotes', '“bán hàng”', 'bán hàng'],
    ['a name with an emoji as Slack sends it', ':coffee: Cà phê', 'Cà phê'],
    ['an emoji alone', ':coffee:', ':coffee:'],
    ['a name with a number', 'số 2', 'số 2'],
    ['a name with a comma in a number', 'Shop 1,000 đồng', 'Shop 1.000 đồng'],
    ['a name with an ampersand', 'Bánh & Kẹo', 'Bánh & Kẹo'],
    ['a name with a dash', 'Sài Gòn – Đại lý', 'Sài Gòn – Đại lý'],
    ['a link to somewhere else', 'https://zalo.me.example/4318093042839471234', null],
    ['more digits than an id has', '1234567890123456789012', '1234567890123456789012'],
    ['two numbers of nine digits', '431809304 123477770', '431809304 123477770'],
  ])('stays one query: %s', (_, text, query) => {
    expect(queriesOf(text)).toEqual([query ?? text]);
  });
});

describe('a list', () => {
  it.each([
    ['bullets', `• ${one}\n• ${other}`],
    ['hyphens', `- ${one}\n- ${other}`],
    ['asterisks', `* ${one}\n* ${other}`],
    ['numbers', `1. ${one}\n2. ${other}`],
    ['numbers in brackets', `1) ${one}\n(2) ${other}`],
    ['numbers and tabs', `1.\t${one}\n2.\t${other}`],
    ['quotes and commas', `"${one}", "${other}"`],
    ['blanks', `${one} ${other}`],
    ['blanks and backticks', `\`${one}\` \`${other}\``],
    ['“và”', `${one} và ${other}`],
    ['“và” in another Unicode form', `${one} ${'và'.normalize('NFD')} ${other}`],
    ['“and”', `${one} and ${other}`],
    ['a comma and “and”', `${one}, and ${other}`],
    ['ampersands', `${one} & ${other}`],
    ['slashes', `${one}/${other}`],
    ['strokes', `${one} | ${other}`],
    ['plus signs', `${one}+${other}`],
    ['grouped digits and commas', '4,318,093,042,839,471,234, 1,234,777,700,001,111,222'],
    ['a table’s rows', `STT 1\t${one}\tBán hàng\n2\t${other}\tChăm sóc`],
    ['links', `https://zalo.me/${one}\nhttps://zalo.me/${other}`],
  ])('gives its ids when written with %s', (_, text) => {
    expect(queriesOf(text)).toEqual([one, other]);
  });

  it.each([
    ['ids with their names after them', `${one} Bán hàng Sài Gòn ${other} Hà Nội`],
    ['ids with their names before them', `Bán hàng Sài Gòn ${one} Hà Nội ${other}`],
    ['numbered ids with their names', `1 ${one} Bán hàng\n2 ${other} Hà Nội`],
  ])('gives the assets whose names fit for %s', (_, text) => {
    expect(search(queriesOf(text), linked, policy()).chosen).toEqual([one, other]);
  });

  it('gives the kinds beside the ids', () => {
    expect(readList(`oa:${one}, app:${other}, ${tour.id}`).map(({ kind }) => kind)).toEqual([
      'oa',
      'app',
      null,
    ]);
  });

  it('never splits one number into several queries, whatever separates its digits', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{14,18}$/u);
    const mark = fc.constantFrom('.', ',', ' ', '’', "'", '-', '–', '\u00a0', '_');
    fc.assert(
      fc.property(digits, mark, (id, between) => {
        const written = id.replace(/\B(?=(?:[0-9]{3})+$)/gu, between);
        expect(queriesOf(written)).toEqual([id]);
      }),
    );
  });
});

describe('a rounded id', () => {
  it.each([
    '4.31809E+18',
    '4,31809E+18',
    '`4.31809e18`',
    'ID: 4.31809E+18',
    '4318093042839470000',
    '4318093042839471000',
    '4.318.093.042.839.471.000',
  ])('names no asset, and suggests the possible ones: %s', (text) => {
    const queries = queriesOf(text);
    expect(search(queries, linked, policy())).toMatchObject({
      assets: [],
      chosen: [],
      missed: queries,
      closest: [saigon],
    });
  });

  it('names the asset with exactly that id where it is linked', () => {
    const round = asset('4318093042839471000');
    expect(matchAssets(round.id, [saigon, round])).toEqual({ type: 'exact', asset: round });
  });

  it.each(['9E+99', '1e5', '4.31809E-18', '4.318093042839471234567E+21'])(
    'is not recognised in %s',
    (text) => {
      expect(matchAssets(text, linked)).toEqual({ type: 'none', closest: [] });
    },
  );
});

describe('an id beside words', () => {
  it.each([`${one} Bán hàng Sài Gòn`, `Bán hàng Sài Gòn ${one}`, `1 ${one} bán hàng`, `2 ${one}`])(
    'names its asset where the words are from its name: %s',
    (query) => {
      expect(matchAssets(query, linked)).toEqual({ type: 'exact', asset: saigon });
    },
  );

  it.each([`${one} shop closed`, `tất cả trừ ${one}`, `${one} 0930`])(
    'only suggests its asset where the words are not: %s',
    (query) => {
      expect(matchAssets(query, linked)).toEqual({ type: 'none', closest: [saigon] });
    },
  );
});

describe('a part of an id that matches nothing', () => {
  it.each(['9999', '99999999', '431809304283'])('suggests nothing: %s', (query) => {
    expect(matchAssets(query, [hanoi, coffee])).toEqual({ type: 'none', closest: [] });
  });

  it('is told apart from an id with a typo', () => {
    expect(matchAssets('4318093042839471243', linked)).toEqual({ type: 'none', closest: [saigon] });
  });
});

it('the text after the kind is read by the same rules', () => {
  expect(parseCommand(`oa\n1. \`${one}\`\n2. Chăm sóc (${other}) -- closed`)).toMatchObject({
    queries: [one, other],
    reason: 'closed',
  });
});

function search(...asked: Parameters<typeof searchAssets>) {
  return atOnce(searchAssets(...asked));
}
