import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/core/asset.js';
import { readRegisterFile, registerFile } from '../../src/zca/register-file.js';

const read = (text: string) => readRegisterFile(Buffer.from(text));
const head = 'kind,id,name,verified,linked_at,linked_by,zca_id';

describe('a register’s file', () => {
  it('is read row by row, with every fact that it gives', () => {
    const file = `${head}\noa,4318093042839471234,Bán hàng Sài Gòn,yes,2026-01-31,Lan,ZCA1\napp,5676885507861205678,"Đặt bàn, ""Pro""",,,,\n`;
    expect(read(file)).toEqual({
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
    ['a byte order mark and Windows line ends', '\ufeffkind,id,name\r\noa,1234,Shop\r\n'],
    ['semicolons, as Excel writes them in Vietnam', 'kind;id;name\noa;1234;Shop\n'],
    ['capitals, blanks and empty lines', ' Kind , ID , Name \n\n OA , 1234 , Shop \n,,\n'],
    ['columns in another order', 'name,kind,id\nShop,oa,1234\n'],
    ['an id with its kind before it', 'kind,id,name\noa,oa:1234,Shop\n'],
    ['an id with signs that nobody sees', 'kind,id,name\noa,12\u200b34\u00a0,Shop\n'],
  ])('may have %s', (_what, file) => {
    expect(read(file)).toEqual({ assets: [{ kind: 'oa', id: '1234', name: 'Shop' }] });
  });

  it('names every wrong row with its line, and gives no assets', () => {
    const file = [
      head,
      'oa,1234,Shop',
      'page,1234,Shop',
      'oa,12a4,Shop',
      'oa,4.31809E+18,Shop',
      'oa,777,',
      'oa,1234,Again',
      'oa,888,Shop,maybe',
      'oa,999,Shop,yes,31/01/2026',
      'oa,111,Shop,,,,,more',
    ].join('\n');
    const reading = read(file);
    expect(reading).toEqual({
      problems: [
        { line: 3, problem: 'kind must be oa or app' },
        { line: 4, problem: 'id must be 1 to 20 digits' },
        { line: 5, problem: expect.stringContaining('turned into a number by a spreadsheet') },
        { line: 6, problem: 'name is missing' },
        { line: 7, problem: 'is the same asset as line 2' },
        { line: 8, problem: 'verified must be yes, no or empty' },
        { line: 9, problem: expect.stringContaining('linked_at must be a date') },
        { line: 10, problem: 'has 8 fields instead of 7' },
      ],
    });
  });

  it.each([
    ['is empty', '', 'the file is empty'],
    ['has no names of columns', 'oa,1234,Shop\n', 'has no column “kind”'],
    ['lacks a column', 'kind,id\noa,1234\n', 'has no column “name”'],
    ['has an unknown column', 'kind,id,name,colour\n', 'has an unknown column “colour”'],
    ['has a column twice', 'kind,id,name,name\n', 'has two columns “name”'],
    ['has a quotation mark that does not end', 'kind,id,name\noa,1234,"Shop\n', 'quotation marks'],
  ])('that %s is refused as a whole', (_what, file, problem) => {
    expect(read(file)).toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ problem: expect.stringContaining(problem) }),
      ]),
    });
  });

  it.each([
    ['4318093042839470000', false],
    ['431809304283947000', false],
    ['oa:4318093042839470000', true],
    ['431809304283947100', true],
    ['43180930428394000', true],
  ])('with the id %s, as a spreadsheet may have rounded it, is taken: %s', (id, isTaken) => {
    const reading = read(`${head}\noa,${id},Shop\n`);
    const told = expect.objectContaining({ line: 2, problem: expect.stringContaining('looks rounded') });
    expect(reading).toEqual(isTaken ? { assets: [expect.anything()] } : { problems: [told] });
  });

  it.each([
    ['an old code page', Buffer.from('kind,id,name\noa,1234,B\u00e1n h\u00e0ng\n', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffkind,id,name\noa,1234,Shop\n', 'utf16le')],
  ])('in %s is refused, with how to save it', (_what, file) => {
    expect(readRegisterFile(file)).toEqual({
      problems: [{ line: 1, problem: 'the file is not in UTF-8; save it as “CSV UTF-8”' }],
    });
  });

  it('is read back as it was written, and what looks like a formula is not one', () => {
    const assets: Asset[] = [
      { kind: 'oa', id: '4318093042839471234', name: '=HYPERLINK("x")', verified: false },
      { kind: 'app', id: '42', name: 'Hai dòng; "và", phẩy', linkedAt: '2026-01-31T10:00:00+07:00' },
      { kind: 'oa', id: '43', name: '-5 % hôm nay', linkedBy: '@lan', zcaId: 'SANDB0XZCA7Q2M9KD' },
    ];
    for (const separator of [',', ';'] as const) {
      const file = registerFile(assets, separator);
      expect(file).toContain(`"'=HYPERLINK(""x"")"${separator}"no"`);
      expect(read(file)).toEqual({ assets });
    }
  });

  it.each(['x;=1+1;y', ';=HYPERLINK("http://x")', "a,'=1", 'a\t+1', '|@x'])(
    'begins no cell with a formula, whatever a spreadsheet parts it by: %s',
    (name) => {
      for (const separator of [',', ';'] as const) {
        const file = registerFile([{ kind: 'oa', id: '4318093042839471234', name }], separator);
        const cells = file.split(/[\r\n]+/u).flatMap((line) => line.split(/["']*[;,\t|]["]*\s*/u));
        expect(cells.filter((cell) => /^[=+\-@]/u.test(cell))).toEqual([]);
      }
    },
  );

  it('shows a name as it may be shown, on one line', () => {
    const file = registerFile([{ kind: 'oa', id: '4318093042839471234', name: 'Hai\ndòng\u2800' }], ',');
    expect(read(file)).toMatchObject({ assets: [{ name: 'Hai dòng' }] });
  });
});
