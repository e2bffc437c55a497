import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../../src/core/asset/asset.js';
import { readRegisterFile, registerFile } from '../../../../src/zca/register/register-file.js';
import { zoneOf } from '../../../../src/zca/register/zone.js';

const read = (text: string, { zone = '', shortIds = false } = {}) =>
  readRegisterFile(Buffer.from(text), { zone: zoneOf(zone), shortIds });
const head = 'kind,id,name,verified,linked_at,linked_by,zca_id';
const id = '4318093042839471234';
const other = '5676885507861205678';
const shop = { kind: 'oa', id, name: 'Shop' };
const problemsOf = async (text: string) => {
  const reading = await read(text);
  return 'problems' in reading ? reading.problems.map(({ place, problem }) => `${place}: ${problem}`) : [];
};

describe('a register file', () => {
  it('is read row by row, with every fact it gives', async () => {
    const file = `${head}\noa,4318093042839471234,Bán hàng Sài Gòn,yes,2026-01-31,Lan,ZCA1\napp,5676885507861205678,"Đặt bàn, ""Pro""",,,,\n`;
    expect(await read(file)).toEqual({
      assets: [
        {
          kind: 'oa',
          id: '4318093042839471234',
          name: 'Bán hàng Sài Gòn',
          verified: true,
          linkedAt: '2026-01-31T00:00:00+07:00',
          linkedBy: 'Lan',
          zcaId: 'ZCA1',
        },
        { kind: 'app', id: '5676885507861205678', name: 'Đặt bàn, "Pro"' },
      ],
    });
  });

  it.each([
    ['a byte order mark and Windows line ends', `\ufeffkind,id,name\r\noa,${id},Shop\r\n`],
    ['line ends of an old Mac', `kind,id,name\roa,${id},Shop\r`],
    ['semicolons, as Excel writes them in Vietnam', `kind;id;name\noa;${id};Shop\n`],
    ['tabs', `kind\tid\tname\noa\t${id}\tShop\n`],
    ['bars', `kind|id|name\noa|${id}|Shop\n`],
    ['a line that says the separator', `sep=;\nkind;id;name\noa;${id};Shop\n`],
    ['such a line with commas after it', `sep=;,,\nkind;id;name\noa;${id};Shop\n`],
    ['capitals, blanks and empty lines', ` Kind , ID , Name \n\n OA , ${id} , Shop \n,,\n`],
    ['columns in another order', `name,kind,id\nShop,oa,${id}\n`],
    ['empty columns at the end', `kind;id;name;;;\noa;${id};Shop;;;\n`],
    ['empty cells at the end of a row alone', `kind,id,name\noa,${id},Shop,,\u200b,\n`],
    ['empty lines first', `\n;;\n\nkind;id;name\noa;${id};Shop\n`],
    ['a title first', `Danh sách OA, tháng 11/2026;;\n;;\nkind;id;name\noa;${id};Shop\n`],
    ['the numbers of its rows, as pandas writes them', `,kind,id,name\n0,oa,${id},Shop\n`],
    ['the numbers of its rows, named', `STT,Loại,Mã OA,Tên OA\n1,OA,${id},Shop\n`],
    ['names of columns in Vietnamese', `Loại,Mã,Tên\nOA,${id},Shop\n`],
    ['such names in decomposed letters', `${'Loại,Mã,Tên'.normalize('NFD')}\nOA,${id},Shop\n`],
    ['names of columns with marks that nobody sees', `kind,id\u200b,name\u00a0\noa\u200b,${id},Shop\n`],
    ['no kind, where the column of ids says it', `OA ID,Name\n${id},Shop\n`],
    ['no kind, where each id says it', `id,name\noa:${id},Shop\n`],
    ['the kind in full-width letters', `kind,id,name\nＯＡ,${id},Shop\n`],
    ['the kind in words', `kind,id,name\nZalo OA,${id},Shop\n`],
  ])('may have %s', async (_what, file) => {
    expect(await read(file)).toEqual({ assets: [shop] });
  });

  it('may be in UTF-16, as Excel writes “Unicode text”', async () => {
    const utf16 = Buffer.from(`\ufeffkind\tid\tname\r\noa\t${id}\tShop\r\n`, 'utf16le');
    for (const file of [utf16, Buffer.from(utf16).swap16()])
      expect(await readRegisterFile(file, { zone: null, shortIds: false })).toEqual({ assets: [shop] });
  });

  it.each([
    `oa:${id}`,
    `OA:${id}`,
    `'${id}`,
    `"=""${id}"""`,
    `\u202a${id}\u202c`,
    `\u2066${id}\u2069`,
    `4318\u00ad0930\u200b42839471234`,
    '４３１８０９３０４２８３９４７１２３４',
    `https://zalo.me/${id}`,
    '4318 0930 4283 9471 234',
    '"4,318,093,042,839,471,234"',
  ])('may have an id in %s', async (cell) => {
    expect(await read(`kind,id,name\noa,${cell},Shop\n`)).toEqual({ assets: [shop] });
  });

  it.each([
    ['TRUE', true],
    ['True', true],
    ['Yes', true],
    ['có', true],
    ['1', true],
    ['x', true],
    ['FALSE', false],
    ['NO', false],
    ['không', false],
    ['0', false],
    ['', undefined],
  ])('gives, with %s in “verified”: %s', async (word, verified) => {
    expect(await read(`kind,id,name,verified\noa,${id},Shop,${word}\n`)).toEqual({
      assets: [verified === undefined ? shop : { ...shop, verified }],
    });
  });

  it('gives the lines of its wrong rows, and no assets', async () => {
    const file = [
      head,
      `oa,${id},Shop`,
      `page,${other},Shop`,
      'oa,12a4,Shop',
      'oa,4.31809E+18,Shop',
      'oa,777777777777777777,',
      `oa,${id},Again`,
      'oa,888888888888888888,Shop,maybe',
      'oa,999999999999999999,Shop,yes,31/01/2026',
      'oa,111111111111111111,Shop,,,,,more',
      'oa,1234,Shop',
      `oa,app:${other},Shop`,
      `,${other},Shop`,
    ].join('\n');
    expect(await problemsOf(file)).toEqual([
      'line 3: kind must be oa or app: in a column “kind”, or before the id, as in oa:4318…',
      'line 4: id must be 15 to 20 digits',
      expect.stringMatching(/^line 5: id was turned into a number by a spreadsheet/u),
      'line 6: name is missing',
      'line 8: verified must be yes, no or empty',
      expect.stringMatching(/^line 9: linked_at must be a date/u),
      'line 10: “more” is in a column that has no name',
      expect.stringMatching(/^line 11: id has 4 digits, and a real one has 15 to 20; .*--short-ids/u),
      expect.stringMatching(/^line 12: the row says both oa and app/u),
      expect.stringMatching(/^line 13: kind must be oa or app/u),
      'line 7: is the same asset as line 2',
    ]);
  });

  it('reports a row of another kind in a column of OA ids', async () => {
    expect(await problemsOf(`kind,OA ID,name\napp,${id},Shop\n`)).toEqual([
      expect.stringMatching(/^line 2: the row says both oa and app/u),
    ]);
  });

  it.each([
    ['is empty', '', 'the file: is empty'],
    ['has no names of columns', `oa,${id},Shop\n`, 'line 1: there is no column “id”'],
    ['lacks a column', `kind,id\noa,${id}\n`, 'line 1: there is no column “name”'],
    ['has an unknown column', 'kind,id,name,colour\n', 'line 1: unknown column “colour”'],
    ['has a column twice', 'kind,id,name,Tên\n', 'line 1: “Tên” is a second column for name'],
    ['has a quotation mark that does not end', `kind,id,name\noa,${id},"Shop\n`, 'quotation marks'],
    ['has too many rows', `kind,id,name\n${`oa,${id},Shop\n`.repeat(20_050)}`, 'more than 20000 rows'],
    ['is too large', ' '.repeat(10_000_001), 'the file: is larger than 10 MB'],
  ])('is refused as a whole when it %s', async (_what, file, problem) => {
    expect(await problemsOf(file)).toContainEqual(expect.stringContaining(problem));
  });

  it.each([
    ['4318093042839470000', false],
    ['431809304283947000', false],
    ['oa:4318093042839470000', true],
    ['431809304283947100', true],
    ['43180930428394000', true],
  ])('may have the id %s, which a spreadsheet may have rounded: %s', async (cell, isTaken) => {
    const told = { place: 'line 2', problem: expect.stringContaining('looks rounded') };
    expect(await read(`${head}\noa,${cell},Shop\n`)).toEqual(
      isTaken ? { assets: [expect.anything()] } : { problems: [told] },
    );
  });

  it.each([
    ['have been numbers in JavaScript', ['4318093042839471000', '588848899891200400'], [2, 3]],
    ['have been numbers in Python', ['4318093042839471104', '1196255914348396032'], [2, 3]],
    ['are one of many, by chance', [id, other, '4318093042839471104'], []],
    ['are two beside one that is whole', [id, '4318093042839471000', '588848899891200400'], [3, 4]],
    ['have their kind before them', ['oa:4318093042839471000', 'oa:588848899891200400'], []],
  ])('has doubtful ids, when they %s, in these lines: %3$j', async (_what, ids, lines) => {
    const told = await problemsOf(`kind,id,name\n${ids.map((each) => `oa,${each},Shop\n`).join('')}`);
    expect(told).toEqual(
      lines.map((line) =>
        expect.stringMatching(new RegExp(`^line ${line}: id looks rounded by a program`, 'u')),
      ),
    );
  });

  it('may have ids of less than 15 digits only where the caller allows it', async () => {
    const short = { zone: null, shortIds: true };
    expect(await readRegisterFile(Buffer.from('kind,id,name\noa,12\u200b34\u00a0,Shop\n'), short)).toEqual({
      assets: [{ kind: 'oa', id: '1234', name: 'Shop' }],
    });
    // A float from pandas is not an id with one more digit.
    expect(await readRegisterFile(Buffer.from('kind,id,name\noa,1234.0,Shop\n'), short)).toMatchObject({
      problems: [{ place: 'line 2', problem: 'id must be 15 to 20 digits' }],
    });
  });

  it.each([
    ['B\ufffdn hàng', 'is damaged'],
    [Buffer.from('Bán hàng Đà Nẵng').toString('latin1'), 'is damaged'],
    [Buffer.from('Quán cà phê').toString('latin1'), 'is damaged'],
    ['Tiá»‡m bÃ¡nh', 'is damaged'],
    ['#NAME?', 'spreadsheet’s error'],
    ['#N/A', 'spreadsheet’s error'],
    ['Err:508', 'spreadsheet’s error'],
    ['########', 'spreadsheet’s error'],
  ])('is refused with the name %s', async (name, problem) => {
    const [told = ''] = await problemsOf(`kind,id,name\noa,${id},"${name}"\n`);
    expect(told.replace("'", '’')).toContain(problem);
  });

  it.each([
    'Bán hàng Đà Nẵng',
    'BỘ Y TẾ – “CHÀO BÃ”',
    'QUÁ…”',
    'XÃ\u00a0HỘI',
    'Café® Ô™',
    '“ĐẠI HÁN”',
    '#1 Shop',
    'Ngon quá…',
    'ÁO DÀI»',
    'Ở đâu? Ở đây',
  ])('is accepted with the name %s', async (name) => {
    expect(await read(`kind,id,name\noa,${id},"${name}"\n`)).toEqual({
      assets: [{ ...shop, name: name.replace('\u00a0', ' ') }],
    });
  });

  it.each([
    ['2026-01-31', '', '2026-01-31T00:00:00+07:00'],
    ['2026-01-31', '+09:00', '2026-01-30T22:00:00+07:00'],
    ['2026-01-31T10:00:00+07:00', '', '2026-01-31T10:00:00+07:00'],
    ['2026-01-31T03:00:00Z', '', '2026-01-31T10:00:00+07:00'],
    ['2026-01-31T03:00:00.250Z', 'UTC', '2026-01-31T10:00:00+07:00'],
    ['2026-01-31 10:00:00+07:00', '', '2026-01-31T10:00:00+07:00'],
    ['2026-01-31 10:00', 'Asia/Ho_Chi_Minh', '2026-01-31T10:00:00+07:00'],
    ['2026-01-31T10:00:00', 'UTC', '2026-01-31T17:00:00+07:00'],
    ['2026-07-31 10:00', 'Europe/Berlin', '2026-07-31T15:00:00+07:00'],
  ])('gives a link of %s in the zone “%s” as %s', async (cell, zone, linkedAt) => {
    expect(await read(`kind,id,name,linked_at\noa,${id},Shop,${cell}\n`, { zone })).toEqual({
      assets: [{ ...shop, linkedAt }],
    });
  });

  it.each([
    ['2026-01-31T10:00:00', '', 'names no time zone: write 2026-01-31T10:00:00+07:00, or add --zone'],
    ['2026-01-31 10:00', '', 'names no time zone'],
    ['46053', '', 'must be a date like'],
    ['2026-02-30', '', 'must be a date like'],
    ['2026-03-29 02:30', 'Europe/Berlin', 'in the hour in which clocks change'],
    ['2026-10-25 02:30', 'Europe/Berlin', 'in the hour in which clocks change'],
  ])('is refused with a link of %s in the zone “%s”', async (cell, zone, problem) => {
    expect(await read(`kind,id,name,linked_at\noa,${id},Shop,${cell}\n`, { zone })).toEqual({
      problems: [{ place: 'line 2', problem: expect.stringContaining(problem) }],
    });
  });

  it('normalises names, so that another spelling is the same name', async () => {
    const file = (name: string) => read(`kind,id,name\noa,${id},${name}\n`);
    expect(await file('Bán  hàng\u00a0Đà Nẵng\u200b'.normalize('NFD'))).toEqual(
      await file('Bán hàng Đà Nẵng'),
    );
    expect(await file('Ban hang Da Nang')).not.toEqual(await file('Bán hàng Đà Nẵng'));
  });

  it.each([
    ['an old code page', Buffer.from(`kind,id,name\noa,${id},B\u00e1n h\u00e0ng\n`, 'latin1')],
    ['UTF-16 without a mark', Buffer.from(`kind,id,name\noa,${id},Shop\n`, 'utf16le')],
  ])('in %s is refused, with instructions for saving it', async (_what, file) => {
    expect(await readRegisterFile(file, { zone: null, shortIds: false })).toEqual({
      problems: [{ place: 'the file', problem: 'is not in UTF-8; save it as “CSV UTF-8”' }],
    });
  });

  it('is read back as it was written, with names that look like formulas kept as text', async () => {
    const assets: Asset[] = [
      { kind: 'oa', id: '4318093042839471234', name: '=HYPERLINK("x")', verified: false },
      {
        kind: 'app',
        id: '431809304283947',
        name: 'Hai dòng; "và", phẩy',
        linkedAt: '2026-01-31T10:00:00+07:00',
      },
      {
        kind: 'oa',
        id: '588848899891200400',
        name: '-5 % hôm nay',
        linkedBy: '@lan',
        zcaId: 'SANDB0XZCA7Q2M9KD',
      },
    ];
    for (const separator of [',', ';'] as const) {
      const file = registerFile(assets, separator);
      expect(file).toContain(`"'=HYPERLINK(""x"")"${separator}"no"`);
      expect(await read(file)).toEqual({ assets });
    }
  });

  it.each(['x;=1+1;y', ';=HYPERLINK("http://x")', "a,'=1", 'a\t+1', '|@x'])(
    'never begins a cell with a formula, whatever separator a spreadsheet uses: %s',
    (name) => {
      for (const separator of [',', ';'] as const) {
        const file = registerFile([{ kind: 'oa', id: '4318093042839471234', name }], separator);
        const cells = file.split(/[\r\n]+/u).flatMap((line) => line.split(/["']*[;,\t|]["]*\s*/u));
        expect(cells.filter((cell) => /^[=+\-@]/u.test(cell))).toEqual([]);
      }
    },
  );

  it('shows a name in its printable form, on one line', async () => {
    const file = registerFile([{ kind: 'oa', id: '4318093042839471234', name: 'Hai\ndòng\u2800' }], ',');
    expect(await read(file)).toMatchObject({ assets: [{ name: 'Hai dòng' }] });
  });
});
