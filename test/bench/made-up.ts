import type { Asset, AssetKind } from '../../src/core/asset/asset.js';
import type { Outcome } from '../../src/core/request/outcome.js';
import type { Finished, Pending } from '../../src/core/request/request.js';
import { createRandom, type Random } from '../chaos/random.js';
import { finished, pending } from '../fixtures/requests.js';

/** Requests as an ops team may have made them; the same seed gives the same requests. */
const trades = [
  'Bán hàng',
  'Chăm sóc khách hàng',
  'Tổng đài',
  'Đại lý',
  'Cửa hàng',
  'Kho',
  'Thông báo',
] as const;
const goods = [
  'Điện máy',
  'Mỹ phẩm',
  'Sách',
  'Nội thất',
  'Thời trang',
  'Giày dép',
  'Bảo hiểm',
  'Ô tô',
] as const;
const towns = [
  'Sài Gòn',
  'Hà Nội',
  'Đà Nẵng',
  'Huế',
  'Cần Thơ',
  'Đà Lạt',
  'Vũng Tàu',
  'Buôn Ma Thuột',
] as const;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const day = 86_400_000;
const people = 50;

export function person(number: number): string {
  return `U0BENCH${String(number).padStart(4, '0')}`;
}

export function madeUpAsset(random: Random, kind: AssetKind): Asset {
  const digits = Array.from({ length: 18 }, () => random.whole(0, 9)).join('');
  const name = `${random.pick(trades)} ${random.pick(goods)} ${random.pick(towns)} ${random.whole(1, 99)}`;
  return { kind, id: `4${digits}`, name, verified: random.chance(0.3) };
}

export function madeUpAssets(count: number): Asset[] {
  const random = createRandom(7);
  return Array.from({ length: count }, () => madeUpAsset(random, 'oa'));
}

/** This many finished requests of the last year, most with one asset, each with its end. */
export function* finishedRequests(count: number, now: number): Generator<Finished> {
  const random = createRandom(1);
  for (let number = 0; number < count; number += 1) {
    const at = now - Math.floor(((count - number) / count) * 365 * day);
    const from = asked(random, number, at);
    const failed = random.chance(0.05);
    const outcome: Outcome = failed
      ? { type: 'refused', at: at + 60_000, message: 'Còn cước phí chưa thanh toán' }
      : { type: 'unlinked', at: at + 60_000 };
    const end = finished(failed ? 'failed' : 'succeeded', from, () => outcome);
    const decision = { ...end.decision, at: at + 50_000 };
    yield { ...end, decision, approvals: [decision], startedAt: at + 50_001, endedAt: at + 61_000 };
  }
}

/** This many waiting requests. */
export function waitingRequests(count: number, now: number): Pending[] {
  const random = createRandom(2);
  return Array.from({ length: count }, (_, at) => asked(random, 30_000_000 + at, now - (at % 600) * 60_000));
}

function asked(random: Random, number: number, at: number): Pending {
  const kind: AssetKind = random.chance(0.7) ? 'oa' : 'app';
  const assets = Array.from({ length: random.chance(0.8) ? 1 : 3 }, () => madeUpAsset(random, kind));
  return pending({
    id: idOf(number),
    delivery: number.toString(16).padStart(64, '0'),
    kind,
    queries: assets.map(({ id }) => id.slice(-4)),
    reason: 'Cửa hàng đã đóng',
    requester: person(random.whole(0, people - 1)),
    assets,
    askedAt: at,
    expiresAt: at + day,
  });
}

function idOf(number: number): string {
  let left = number;
  let text = '';
  for (let digit = 0; digit < 5; digit += 1) {
    text = `${alphabet[left % 32]}${text}`;
    left = Math.floor(left / 32);
  }
  return `UR-${text}`;
}
