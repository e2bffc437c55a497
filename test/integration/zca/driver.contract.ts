import { describe, expect, it } from 'vitest';
import type { Zca, ZcaAsset } from '../../../sandbox/zca/zca.js';
import type { AssetKind } from '../../../src/core/asset/asset.js';
import type { UnlinkOrder, ZcaClient } from '../../../src/flow/ports/zca.js';
import { ZcaError, ZcaRefused, ZcaUnclear, ZcaWithdrawn } from '../../../src/flow/zca-error.js';

/** A driver, and the other person who changes what is linked. */
export interface ReadingBench {
  readonly client: ZcaClient;
  /** Unlinks an asset as another person would. */
  readonly remove: (kind: AssetKind, id: string) => void | Promise<void>;
  /** Called after its test. */
  readonly close?: () => Promise<void>;
}

/** A driver that unlinks by itself, and its sandbox. */
export interface Bench extends ReadingBench {
  readonly zca: Pick<Zca, 'ledger' | 'refuse' | 'remove' | 'link'>;
  /** Makes the next unlink go wrong in this way. */
  readonly spoil: (how: 'lost_after' | 'lost_before' | 'pretends' | 'hangs') => void;
  /** From now on the bot is locked out. */
  readonly closeDoor: () => void;
  /** The error of every call after that. */
  readonly closed: new (
    ...args: never
  ) => ZcaError;
}

/**
 * Linked at the start: more than a page of OAs, two with one name, one whose id begins another's,
 * and awkward names.
 */
export const contractAssets: readonly ZcaAsset[] = [
  ...Array.from({ length: 9 }, (_, at) => ({
    kind: 'oa' as const,
    id: String(4_000_000_000_000_000 + at),
    name: `Cửa hàng ${at}`,
  })),
  { kind: 'oa', id: '4000000000000007123', name: 'Cửa hàng 7 mới' },
  { kind: 'oa', id: '1777777777777777771', name: 'Tiện lợi Bình Minh' },
  { kind: 'oa', id: '1777777777777777772', name: 'Tiện lợi Bình Minh' },
  { kind: 'oa', id: '17678150332996615408', name: '<!channel> *boo* & <b>x|y</b> “Trà” 30’' },
  { kind: 'app', id: '2791234630649070902', name: 'Đồng bộ đơn hàng' },
];
/** One page of the same, for promises that do not speak of pages. */
const fewAssets: readonly ZcaAsset[] = contractAssets.filter(
  ({ id }) => !/^400000000000000[0234568]$/u.test(id),
);
/** Opens a driver whose sandbox has these linked. */
type Open<B> = (assets: readonly ZcaAsset[]) => Promise<B>;

/** A browser on a busy machine takes its time. */
const timeout = 600_000;
const shop = { kind: 'oa', id: '4000000000000007' } as const;

export function order(
  what: Pick<UnlinkOrder, 'kind' | 'id'> & Partial<UnlinkOrder>,
  requestId = 'UR-TEST',
): UnlinkOrder {
  const people = { requestedBy: 'U0LAN00001', approvedBy: ['U0MINH0002'] };
  return { round: 1, requestId, reason: 'closed', begin: async () => undefined, ...people, ...what };
}

/** The error of a call; a call that succeeds fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<Error> {
  const outcome = await call.then(
    (value) => `it answered ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error(`the call should have failed: ${String(outcome)}`);
}

/** The way in which a contract is run. */
interface Run {
  /** Tests run concurrently; each bench shares nothing. */
  readonly atOnce?: boolean;
}

/** Declares tests that each get their own bench, which is closed after them. */
function promisesOf<B extends ReadingBench>(open: Open<B>, { atOnce = false }: Run) {
  const test = atOnce ? it.concurrent : it;
  return (what: string, hold: (bench: B) => Promise<void>, assets = fewAssets) =>
    test(what, async () => {
      const bench = await open(assets);
      try {
        await hold(bench);
      } finally {
        await bench.close?.();
      }
    });
}

/**
 * The promises of every driver behind the ZcaClient port, including those that leave the unlinking
 * to people.
 */
export function readingContract(name: string, open: Open<ReadingBench>, how: Run = {}): void {
  describe(`the ${name} driver, looking`, { timeout }, () => {
    const promises = promisesOf(open, how);
    const ids = (assets: readonly { id: string }[]) => assets.map(({ id }) => id).sort();

    promises(
      'lists all pages of a kind, each asset once, with its name as it is',
      async (bench) => {
        const listed = await bench.client.list('oa');
        const oas = contractAssets.filter(({ kind }) => kind === 'oa');
        const plain = (assets: readonly { id: string; name: string }[]) =>
          assets.map(({ id, name: said }) => ({ id, name: said })).sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(plain(listed)).toEqual(plain(oas));
        expect(listed.every(({ kind }) => kind === 'oa')).toBe(true);
      },
      contractAssets,
    );

    promises('lists nothing of a kind of which nothing is linked', async (bench) => {
      await bench.remove('app', '2791234630649070902');
      expect(await bench.client.list('app')).toEqual([]);
    });

    promises(
      'reads one by its whole id, and says null of what is not linked',
      async (bench) => {
        expect(await bench.client.read('oa', shop.id)).toMatchObject({ ...shop, name: 'Cửa hàng 7' });
        expect(await bench.client.read('oa', '4000000000000007123')).toMatchObject({
          name: 'Cửa hàng 7 mới',
        });
        expect(await bench.client.read('oa', '400000000000000')).toBeNull();
        expect(await bench.client.read('app', shop.id)).toBeNull();
      },
      contractAssets,
    );

    promises('says so of what is not linked any more, and unlinks nothing', async (bench) => {
      const before = ids(await bench.client.list('oa'));
      await bench.remove('oa', shop.id);
      expect(await bench.client.unlink(order(shop))).toBe('not_linked');
      expect(ids(await bench.client.list('oa'))).toEqual(before.filter((id) => id !== shop.id));
    });
  });
}

/** The promises of every driver that unlinks by itself. `open` gives a fresh sandbox. */
export function driverContract(name: string, open: Open<Bench>, how: Run = {}): void {
  readingContract(name, open, how);
  describe(`the ${name} driver`, { timeout }, () => {
    const promises = promisesOf(open, how);
    const read = ({ client }: Bench, id: string) => client.read('oa', id);
    const gone = ({ zca }: Bench) => zca.ledger.removals.map(({ kind, id }) => `${kind}:${id}`);

    promises(
      'unlinks the one with this id and no other, and reads it gone then',
      async (bench) => {
        expect(await bench.client.unlink(order(shop))).toBe('unlinked');
        expect(await read(bench, shop.id)).toBeNull();
        expect(gone(bench)).toEqual([`oa:${shop.id}`]);
      },
      contractAssets,
    );

    promises('unlinks by the id where two have one name', async (bench) => {
      const id = '1777777777777777772';
      expect(await bench.client.unlink(order({ kind: 'oa', id }))).toBe('unlinked');
      expect(gone(bench)).toEqual([`oa:${id}`]);
    });

    promises('unlinks what has an awkward name, and an app', async (bench) => {
      const app = { kind: 'app', id: '2791234630649070902' } as const;
      for (const what of [{ kind: 'oa', id: '17678150332996615408' } as const, app])
        expect(await bench.client.unlink(order(what))).toBe('unlinked');
      expect(gone(bench)).toEqual(['oa:17678150332996615408', 'app:2791234630649070902']);
    });

    promises('does nothing once the order was withdrawn while it waited', async (bench) => {
      const begin = async () => {
        throw new ZcaWithdrawn();
      };
      expect(await failureOf(bench.client.unlink(order({ ...shop, begin })))).toBeInstanceOf(ZcaWithdrawn);
      expect(await read(bench, shop.id)).toMatchObject(shop);
      expect(gone(bench)).toEqual([]);
    });

    promises(
      'lets nothing but the order itself fail it when that it goes out could not be recorded',
      async (bench) => {
        const begin = async () => {
          throw new TypeError('Redis is away');
        };
        expect(await failureOf(bench.client.unlink(order({ ...shop, begin })))).toBeInstanceOf(TypeError);
        expect(gone(bench)).toEqual([]);
      },
    );

    promises('hands on why an unlink is refused', async (bench) => {
      bench.zca.refuse('oa', shop.id, 'Còn cước phí chưa thanh toán: 1.250.000 ₫');
      const refused = await failureOf(bench.client.unlink(order(shop)));
      expect(refused).toBeInstanceOf(ZcaRefused);
      expect(refused).toMatchObject({ failure: { message: 'Còn cước phí chưa thanh toán: 1.250.000 ₫' } });
      expect(gone(bench)).toEqual([]);
    });

    promises(
      'may be unsure after an answer that was lost, and reading tells that it is gone',
      async (bench) => {
        bench.spoil('lost_after');
        const end = await bench.client.unlink(order(shop)).catch((error: unknown) => error);
        // A driver that reads the list by itself may know already.
        if (end !== 'unlinked') expect(end).toBeInstanceOf(ZcaUnclear);
        expect(await read(bench, shop.id), String(end)).toBeNull();
        expect(gone(bench)).toEqual([`oa:${shop.id}`]);
      },
    );

    for (const spoilt of ['lost_before', 'hangs'] as const)
      promises(
        `is unsure when nothing comes of it (${spoilt}), and reading tells that it is still there`,
        async (bench) => {
          bench.spoil(spoilt);
          expect(await failureOf(bench.client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
          expect(await read(bench, shop.id)).toMatchObject(shop);
          expect(gone(bench)).toEqual([]);
        },
      );

    promises('does not hide what is still there when it was told that it is done', async (bench) => {
      bench.spoil('pretends');
      await bench.client.unlink(order(shop)).catch((error: unknown) => {
        if (!(error instanceof ZcaError)) throw error;
      });
      expect(await read(bench, shop.id)).toMatchObject(shop);
      expect(gone(bench)).toEqual([]);
    });

    promises(
      'says of every call that it may not, once the bot is not known any more, and does nothing',
      async (bench) => {
        bench.closeDoor();
        for (const call of [bench.client.list('oa'), read(bench, shop.id), bench.client.unlink(order(shop))])
          expect(await failureOf(call)).toBeInstanceOf(bench.closed);
        expect(gone(bench)).toEqual([]);
      },
    );

    promises('goes on when somebody else unlinks and links in between', async (bench) => {
      bench.zca.remove('oa', '4000000000000001');
      bench.zca.link({ kind: 'oa', id: '5000000000000000', name: 'Mới' });
      const ids = (await bench.client.list('oa')).map(({ id }) => id);
      expect(ids).toContain('5000000000000000');
      expect(ids).not.toContain('4000000000000001');
    });
  });
}
