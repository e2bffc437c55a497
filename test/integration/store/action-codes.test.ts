import { describe, expect, it } from 'vitest';
import type { CodeOffer } from '../../../src/flow/ports/action-codes.js';
import { RedisActionCodes } from '../../../src/store/action-codes.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const offer: CodeOffer = {
  person: 'zalo:9979458835296197111',
  requestId: 'UR-7K2M',
  listRevision: 1,
  round: 0,
  choices: ['approve', 'reject'],
  ticked: [],
};
const use = (delivery: string) => ({ delivery, choice: 'approve', at: 1_790_000_000_000 }) as const;

function codes() {
  const { redis, keys } = shelf();
  return new RedisActionCodes(redis, keys);
}

describe('an action code', () => {
  it('is the same whenever its occasion comes again, also at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => codes().offer('card-1', offer)));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).toMatch(/^\d{6}$/u);
  });

  it('reads back what it offers', async () => {
    const code = await codes().offer('card-1', offer);
    expect(await codes().read(offer.person, code)).toEqual({ offer, use: null });
  });

  it('is nothing in the hands of somebody else', async () => {
    const code = await codes().offer('card-1', offer);
    expect(await codes().read('U0LAN00001', code)).toBeNull();
    expect(await codes().use('U0LAN00001', code, use('a'), null)).toBeNull();
  });

  it('is used by one of many who use it at the same moment, and again by the same delivery', async () => {
    const code = await codes().offer('card-1', offer);
    const deliveries = Array.from({ length: 8 }, (_, at) => String(at));
    const held = await Promise.all(
      deliveries.map((delivery) => codes().use(offer.person, code, use(delivery), null)),
    );
    const winner = held[0]?.delivery ?? '';
    expect(held).toEqual(deliveries.map(() => use(winner)));
    expect(await codes().use(offer.person, code, use(winner), null)).toEqual(use(winner));
  });

  it('may be used once more where the use that it had is known to count for nothing', async () => {
    const code = await codes().offer('card-1', offer);
    await codes().use(offer.person, code, use('a'), null);
    expect(await codes().use(offer.person, code, use('b'), 'z')).toEqual(use('a'));
    expect(await codes().use(offer.person, code, use('b'), 'a')).toEqual(use('b'));
    expect(await codes().use(offer.person, code, use('c'), 'a')).toEqual(use('b'));
  });
});
