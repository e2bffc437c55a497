import { describe, expect, it } from 'vitest';
import { useWorld } from '../../fixtures/world.js';
import { codeIn, Phones } from '../../fixtures/zalo-phones.js';

const phones = new Phones();
const nga = '1110000000000000001';
const ba = '2220000000000000002';
const world = useWorld({
  messengers: phones.messengers,
  policy: {
    approvers: [`zalo:${ba}`],
    heavy: { verified: true, names: [], moreThan: null },
  },
  change: (config) => ({
    ...config,
    people: [
      { name: 'Nga', zaloOa: nga },
      { name: 'Bá', zaloOa: ba },
    ],
  }),
});

describe('a heavy request in Zalo', () => {
  it('is confirmed only with the last four digits, and its code stays good until then', async () => {
    await phones.say(world(), 'zalo', nga, 'oa 4318093042839471234');
    const card = await phones.shows('zalo', ba, 'with the last four digits');
    expect(card.buttons.map(({ title }) => title)).toEqual(['Reject']);
    const code = codeIn(card);
    await phones.say(world(), 'zalo', ba, `duyệt ${code}`);
    await phones.shows('zalo', ba, 'Nothing was confirmed yet');
    await phones.say(world(), 'zalo', ba, `duyệt ${code} 4321`);
    expect(world().zca.asset('oa', '4318093042839471234')).not.toBeNull();
    await phones.say(world(), 'zalo', ba, `duyệt ${code} 1234`);
    await phones.shows('zalo', nga, 'done');
    expect(world().zca.asset('oa', '4318093042839471234')).toBeNull();
  });
});
