import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../src/core/asset/asset.js';
import { importInto } from '../../../src/core/asset/asset-register.js';
import { ZcaNotContract, ZcaWithdrawn } from '../../../src/flow/zca-error.js';
import { RedisAssetRegister } from '../../../src/store/asset-register.js';
import { ManualZcaClient } from '../../../src/zca/manual-client.js';
import { imported } from '../store/imported-list.js';
import { redisShelf } from '../store/redis-shelf.js';
import { readingContract } from './driver.contract.js';

const untold = { raise: () => undefined };

const oa: Asset = { kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn', verified: true };
const app: Asset = { kind: 'app', id: oa.id, name: 'Trùng số' };

describe('an imported list', () => {
  const shelf = redisShelf();

  readingContract('manual', async (assets) => {
    const register = new RedisAssetRegister(shelf().redis, shelf().keys, untold);
    await imported(register, await register.snapshot(), importInto([], assets, 1_000), shelf());
    return {
      client: new ManualZcaClient(register),
      remove: (kind, id) =>
        register.markUnlinked({ kind, id }, { by: 'U0OPERATE1', at: 2_000, requestId: 'UR-7K2M' }),
    };
  });
});

/** Tests of this driver alone. */
describe('the manual driver', () => {
  const shelf = redisShelf();
  const started = async (...assets: Asset[]) => {
    const register = new RedisAssetRegister(shelf().redis, shelf().keys, untold);
    const before = await register.snapshot();
    await imported(register, before, importInto(before.entries, assets, 1_000), shelf());
    return { register, zca: new ManualZcaClient(register) };
  };
  const order = (asset: Asset) => ({
    ...asset,
    requestId: 'UR-7K2M',
    round: 1,
    reason: '',
    requestedBy: 'U0ASKS0001',
    approvedBy: ['U0DECIDES2'],
    begin: async () => undefined,
  });

  it('lists the linked assets of a kind, with all their facts', async () => {
    const { zca } = await started(oa, app);
    expect(await zca.list('oa')).toEqual([oa]);
    expect(await zca.list('app')).toEqual([app]);
  });

  it('lists nothing from an empty list', async () => {
    const { zca } = await started();
    expect(await zca.list('oa')).toEqual([]);
  });

  it('reports an unreadable entry as unreadable, not as unlinked', async () => {
    const { zca } = await started(oa, app);
    await shelf().redis.hset(shelf().keys.register, `oa:${oa.id}`, '{"asset":');
    await expect(zca.read('oa', oa.id)).rejects.toThrow(ZcaNotContract);
    expect(await zca.list('oa')).toEqual([]);
    expect(await zca.list('app')).toEqual([app]);
  });

  it('reads one asset by kind and whole id, and null if it is not linked', async () => {
    const { zca } = await started(oa);
    expect(await zca.read('oa', oa.id)).toEqual(oa);
    expect(await zca.read('app', oa.id)).toBeNull();
    expect(await zca.read('oa', oa.id.slice(1))).toBeNull();
  });

  it('assigns an unlink to people and changes nothing by itself, however often it is asked', async () => {
    const { zca } = await started(oa);
    expect(await zca.unlink(order(oa))).toBe('handed_over');
    expect(await zca.unlink(order(oa))).toBe('handed_over');
    expect(await zca.read('oa', oa.id)).toEqual(oa);
  });

  it('assigns nothing once the order was withdrawn', async () => {
    const { zca } = await started(oa);
    const begin = async () => {
      throw new ZcaWithdrawn();
    };
    await expect(zca.unlink({ ...order(oa), begin })).rejects.toThrow(ZcaWithdrawn);
  });

  it('says “not linked” of an asset that is not, or no longer, on the list', async () => {
    const { zca, register } = await started(oa);
    expect(await zca.unlink(order(app))).toBe('not_linked');
    await register.markUnlinked(oa, { by: 'U0OPERATE1', at: 2_000, requestId: 'UR-7K2M' });
    expect(await zca.unlink(order(oa))).toBe('not_linked');
    expect(await zca.list('oa')).toEqual([]);
  });
});

describe('the imported list', () => {
  const shelf = redisShelf();
  const opened = () => new RedisAssetRegister(shelf().redis, shelf().keys, untold);
  const report = { by: 'U0OPERATE1', at: 5_000, requestId: 'UR-7K2M' };

  it('is replaced only if nobody has changed it since it was read', async () => {
    const register = opened();
    const read = await register.snapshot();
    expect(await imported(register, read, importInto([], [oa], 1), shelf())).toBe(true);
    expect(await imported(register, read, [], shelf())).toBe(false);
    expect(await register.linked('oa')).toEqual([oa]);
  });

  it('is not replaced if an operator has reported something since it was read', async () => {
    const register = opened();
    await imported(register, await register.snapshot(), importInto([], [oa], 1), shelf());
    const read = await register.snapshot();
    await register.markUnlinked(oa, report);
    expect(await imported(register, read, read.entries, shelf())).toBe(false);
    expect(await register.find('oa', oa.id)).toBeNull();
  });

  it('is replaced together with its audit entry, or not at all', async () => {
    const { redis, keys } = shelf();
    const register = opened();
    const actions = async () => (await redis.xrange(keys.audit, '-', '+')).map(([, fields]) => fields[1]);
    await imported(register, await register.snapshot(), importInto([], [oa], 1), shelf());
    const read = await register.snapshot();
    await imported(register, { ...read, version: '0' }, [], shelf());
    expect(await actions()).toEqual([expect.stringContaining('"assets_imported"')]);
    await redis.set(keys.auditHead, '');
    await expect(imported(register, read, [], shelf())).rejects.toThrow('does not fit its entries');
    expect(await register.linked('oa')).toEqual([oa]);
  });

  it('keeps the first report of an unlink, and its author', async () => {
    const register = opened();
    await imported(register, await register.snapshot(), importInto([], [oa], 1), shelf());
    await register.markUnlinked(oa, report);
    await register.markUnlinked(oa, { ...report, by: 'U0OTHER001', at: 6_000 });
    expect((await register.snapshot()).entries).toEqual([{ asset: oa, since: 1, gone: report }]);
  });

  it('keeps an asset that was linked again before a late report', async () => {
    const register = opened();
    await imported(register, await register.snapshot(), importInto([], [oa], 9_000), shelf());
    await register.markUnlinked(oa, report);
    expect(await register.find('oa', oa.id)).toEqual(oa);
  });

  it('marks no asset that is not in it', async () => {
    const register = opened();
    await register.markUnlinked(oa, report);
    expect((await register.snapshot()).entries).toEqual([]);
  });
});
