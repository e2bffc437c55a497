import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAuditLog } from '../../src/store/audit-log.js';
import { Keys } from '../../src/store/keys.js';
import { cardFor } from '../fixtures/conversation.js';
import { byHand } from '../fixtures/operators.js';
import { people, useWorld } from '../fixtures/world.js';
import { workbook } from '../unit/zca/register/workbook.js';
import { runBuilt } from './built-command.js';

/** The built command, run as `npm run assets` does. */
describe('npm run assets', () => {
  const world = useWorld({ env: byHand([people.hoa]) });
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zca-assets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const head = 'kind,id,name\n';
  const two = `${head}oa,4318093042839471234,Bán hàng Sài Gòn\napp,5676885507861205678,Đặt bàn\n`;

  it('shows the changes and makes none when it cannot ask anybody', async () => {
    const { code, said } = await assets('import', await fileWith(two));
    expect(said).toContain('+ oa · 4318093042839471234 · Bán hàng Sài Gòn');
    expect(said).toContain('2 new, 0 not in the file, 0 changed, 0 as before.');
    expect(said).toContain('There is nobody to ask here; add --yes to take it.');
    expect(code).toBe(1);
    expect((await assets('list')).said).toBe('');
  });

  it('imports the file with --yes, and the bot finds its assets', async () => {
    expect(await assets('import', await fileWith(two), '--yes')).toMatchObject({ code: 0 });
    const card = await cardFor(world(), people.lan, '/unlink oa sai gon');
    expect(card.text).toContain('4318093042839471234');
    const again = await assets('import', await fileWith(two), '--yes');
    expect(again.said).toBe('0 new, 0 not in the file, 0 changed, 2 as before.\n');
  });

  it('names each wrong line of a file and imports nothing', async () => {
    const { code, said } = await assets('import', await fileWith(`${two}oa,x,Shop\n`), '--yes');
    expect(code).toBe(1);
    expect(said).toContain('line 4: id must be 15 to 20 digits');
    expect((await assets('list')).said.split('\n')).toHaveLength(3);
  });

  it('imports an Excel workbook, and names the cell of an id that has lost digits', async () => {
    const path = join(folder, 'list.xlsx');
    const rows = (id: string | number) => [
      ['Loại', 'Mã', 'Tên'],
      ['OA', '4318093042839471234', 'Bán hàng Sài Gòn'],
      ['app', id, 'Đặt bàn'],
    ];
    await writeFile(path, workbook(rows('5676885507861205678')));
    expect((await assets('import', path)).said).toBe('0 new, 0 not in the file, 0 changed, 2 as before.\n');
    await writeFile(path, workbook(rows(5_676_885_507_861_205_000)));
    expect((await assets('import', path)).said).toContain('cell B3: id ');
  });

  it('shows renamed, new and missing assets', async () => {
    const next = `${head}oa,4318093042839471234,Tổng đài\u001b[31m\noa,1196255914348396017,Mới\n`;
    const { said } = await assets('import', await fileWith(next), '--yes');
    expect(said).toContain('+ oa · 1196255914348396017 · Mới');
    expect(said).toContain('- app · 5676885507861205678 · Đặt bàn');
    expect(said).toContain(
      '~ oa · 4318093042839471234 · Bán hàng Sài Gòn\n  → oa · 4318093042839471234 · Tổng đài [31m',
    );
    expect(said).not.toContain('\u001b');
  });

  it('writes a file that changes nothing when it is imported again', async () => {
    const path = join(folder, 'out.csv');
    expect((await assets('export', path)).said).toContain('has 2 linked assets');
    expect(await readFile(path, 'utf8')).toContain('"oa";"oa:1196255914348396017";"Mới"');
    expect((await assets('import', path)).said).toBe('0 new, 0 not in the file, 0 changed, 2 as before.\n');
  });

  it('warns that an unreadable line would be lost, and loses it only with a confirmed import', async () => {
    const { config, redis } = world();
    const client = new Redis(redis.url);
    await client.hset(new Keys(config.redis.prefix).register, 'app:5676885507861205678', '{"asset":');
    client.disconnect();
    const path = join(folder, 'out.csv');
    expect((await assets('list')).said).toContain('app:5676885507861205678 · cannot be read');
    expect((await assets('export', path)).said).toContain(
      'app:5676885507861205678 cannot be read and is not',
    );
    const shown = await assets('import', path);
    expect(shown.said).toContain('! app:5676885507861205678 cannot be read, and is taken off the list');
    expect(shown.code).toBe(1);
    expect((await assets('list')).said).toContain('app:5676885507861205678 · cannot be read');
    expect((await assets('import', path, '--yes')).code).toBe(0);
    expect((await assets('list')).said).not.toContain('5676885507861205678');
  });

  it('takes a file without rows for a mistake, unless told that the list should be empty', async () => {
    const before = (await assets('list')).said;
    const { code, said } = await assets('import', await fileWith(head), '--yes');
    expect([code, said.includes('add --empty to empty the list')]).toEqual([1, true]);
    expect((await assets('list')).said).toBe(before);
    expect((await assets('import', await fileWith(head), '--yes', '--empty')).code).toBe(0);
    expect((await assets('list')).said).toBe('');
  });

  it('says in one line that a file does not exist', async () => {
    const path = join(folder, 'none.csv');
    expect(await assets('import', path, '--yes')).toEqual({
      code: 1,
      said: `${path} cannot be read (ENOENT); nothing has changed.\n`,
    });
  });

  it('leaves each import in the audit log, which stays intact', async () => {
    const { config, redis } = world();
    const client = new Redis(redis.url);
    const keys = new Keys(config.redis.prefix);
    expect(await verifyAuditLog(client, keys)).toMatchObject({ ok: true });
    const entries = await client.xrange(keys.audit, '-', '+');
    client.disconnect();
    const imports = entries.filter(([, fields]) => fields.join().includes('assets_imported'));
    expect(imports).toHaveLength(4);
    expect(imports[0]?.[1].join()).toContain(`"actor":"${userInfo().username}@${hostname()}"`);
  });

  it('shows its usage for any other arguments', async () => {
    const { code, said } = await assets('remove');
    expect([code, said.includes('import FILE.csv, export FILE.csv or list')]).toEqual([2, true]);
  });

  async function fileWith(text: string): Promise<string> {
    const path = join(folder, 'in.csv');
    await writeFile(path, text);
    return path;
  }

  const assets = (...args: string[]) => runBuilt(world().config.redis, 'cli/assets.js', args);
});
