import { describe, expect, it } from 'vitest';
import { Script } from '../../../src/store/script.js';
import { redisShelf } from './redis-shelf.js';

describe('a script', () => {
  const shelf = redisShelf();
  const keepVerdict = new Script({
    files: ['keep-verdict.lua'],
    keys: ['verdict'],
    args: ['kept', 'keptMs'],
  });

  it('reads keys and arguments by name, in any order', async () => {
    const { redis, keys } = shelf();
    const verdict = keys.verdict('a');
    await keepVerdict.run(redis, { args: { keptMs: 60_000, kept: 'first' }, keys: { verdict } });
    expect(await redis.get(verdict)).toBe('first');
    expect(await redis.pttl(verdict)).toBeGreaterThan(0);
  });

  it('is sent again to a Redis that has forgotten it', async () => {
    const { redis, keys } = shelf();
    await redis.script('FLUSH');
    const given = { keys: { verdict: keys.verdict('b') }, args: { kept: 'first', keptMs: 60_000 } };
    expect(await keepVerdict.run(redis, given)).toBe('first');
  });

  it('does not compile without each of its keys and arguments', () => {
    const { redis } = shelf();
    const neverCalled = () => [
      // @ts-expect-error a key is missing
      keepVerdict.run(redis, { keys: {}, args: { kept: 'first', keptMs: 60_000 } }),
      // @ts-expect-error an argument is missing
      keepVerdict.run(redis, { keys: { verdict: 'c' }, args: { kept: 'first' } }),
    ];
    expect(neverCalled).toBeTypeOf('function');
  });
});
