import { describe, expect, it } from 'vitest';
import { RedisPostJournal } from '../../../src/store/post-journal.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const message = { channel: 'C0ZCAOPS01', ts: '1767578639.000100' };

it('knows nothing of a message that was never begun', async () => {
  expect(await journal().read('card:UR-AAAA')).toBeNull();
});

it('tells the first sender that nothing was known', async () => {
  expect(await journal().begin('card:UR-AAAA', 1)).toBeNull();
});

it('tells the second sender that the first is sending, and since when', async () => {
  await journal().begin('card:UR-AAAA', 1);
  expect(await journal().begin('card:UR-AAAA', 2)).toEqual({ type: 'sending', since: 1 });
});

it('lets one of fifty begin at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => journal().begin('card:UR-AAAA', at)),
  );
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
});

it('lets one of fifty try again at once', async () => {
  await journal().begin('card:UR-AAAA', 1);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => journal().again('card:UR-AAAA', 1, 100 + index)),
  );
  expect(answers.filter(Boolean)).toHaveLength(1);
});

it('lets no process try again that saw an older attempt', async () => {
  await journal().begin('card:UR-AAAA', 1);
  await journal().again('card:UR-AAAA', 1, 2);
  expect(await journal().again('card:UR-AAAA', 1, 3)).toBe(false);
});

it('lets no process try again once the message was posted', async () => {
  await journal().begin('card:UR-AAAA', 1);
  await journal().done('card:UR-AAAA', message);
  expect(await journal().again('card:UR-AAAA', 1, 2)).toBe(false);
});

it('remembers the place of a message', async () => {
  await journal().begin('card:UR-AAAA', 1);
  await journal().done('card:UR-AAAA', message);
  expect(await journal().begin('card:UR-AAAA', 2)).toEqual({ type: 'posted', message });
});

it('lets a message be begun again after it was abandoned', async () => {
  await journal().begin('card:UR-AAAA', 1);
  await journal().abandon('card:UR-AAAA', 1);
  expect(await journal().begin('card:UR-AAAA', 2)).toBeNull();
});

it('keeps a message that another process has posted since, when a late worker abandons its intent', async () => {
  await journal().begin('card:UR-AAAA', 1);
  await journal().done('card:UR-AAAA', message);
  await journal().abandon('card:UR-AAAA', 1);
  expect(await journal().read('card:UR-AAAA')).toEqual({ type: 'posted', message });
});

it('keeps messages apart', async () => {
  await journal().begin('card:UR-AAAA', 1);
  expect(await journal().read('result:UR-AAAA')).toBeNull();
});

describe.each(['begun', 'tried again', 'posted'] as const)('a message that was %s', (fate) => {
  const left = async (op: string) => {
    await journal().begin(op, 1);
    if (fate === 'tried again') await journal().again(op, 1, 2);
    if (fate === 'posted') await journal().done(op, message);
    return shelf().redis.pttl(shelf().keys.post(op));
  };

  it('is forgotten after ninety days', async () => {
    expect(Math.ceil((await left('result-UR-AAAA-1')) / (24 * 60 * 60_000))).toBe(90);
  });

  it('is remembered as long as its request if it is a card', async () => {
    expect(await left('card-UR-AAAA')).toBe(-1);
  });
});

function journal(): RedisPostJournal {
  return new RedisPostJournal(shelf().redis, shelf().keys, { raise: () => undefined });
}
