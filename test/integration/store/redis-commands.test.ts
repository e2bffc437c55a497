import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RedisConnection } from 'bullmq';
import { beforeAll, describe, expect, it } from 'vitest';
import { isOlderVersion, oldestRedis } from '../../../src/shared/redis-info.js';
import { otherCommands, usedCommands } from '../../../src/wiring/redis-rights.js';
import { commandsIn, refusals, type UsedCommand } from './redis-since.js';

/** Every command that is written in a folder's files with this ending. */
async function usedIn(folder: string, ends: RegExp): Promise<UsedCommand[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => ends.test(path));
  const texts = paths.map(async (path) => commandsIn(await readFile(join(folder, path), 'utf8'), path));
  return (await Promise.all(texts)).flat();
}

describe('the oldest Redis that the bot accepts', () => {
  let own: readonly UsedCommand[] = [];
  let ofBullmq: readonly UsedCommand[] = [];
  let ofTheLimiter: readonly UsedCommand[] = [];
  beforeAll(async () => {
    own = await usedIn('src', /\.(?:ts|lua)$/u);
    ofBullmq = await usedIn('node_modules/bullmq/dist/cjs/commands', /\.lua$/u);
    ofTheLimiter = await usedIn('node_modules/rate-limiter-flexible/lib', /^RateLimiterRedis\.js$/u);
  });
  const refused = (used: readonly UsedCommand[]) => used.flatMap((each) => refusals(each, oldestRedis));

  it('takes every command of the bot, with its flags', () => {
    expect(new Set(own.map(({ name }) => name))).toContain('XADD');
    expect(new Set(own.map(({ name }) => name))).toContain('HGETALL');
    expect(refused(own)).toEqual([]);
  });

  it('takes every command of BullMQ’s scripts, which need no newer one', () => {
    expect(new Set(ofBullmq.map(({ name }) => name))).toContain('ZADD');
    expect(refused(ofBullmq)).toEqual([]);
    expect(isOlderVersion(oldestRedis, RedisConnection.recommendedMinimumVersion)).toBe(false);
  });

  it('takes every command of the shared call limit', () => {
    expect(ofTheLimiter.map(({ name }) => name)).toContain('INCRBY');
    expect(refused(ofTheLimiter)).toEqual([]);
  });

  it('is asked for each of them that a user may lack', () => {
    const tried = new Set(['SET', 'DEL', ...Object.keys(usedCommands), ...Object.keys(otherCommands)]);
    // MULTI and EXEC would change the connection; WAIT is used with replicas alone, EXPIRETIME where it is known.
    const untried = new Set(['MULTI', 'EXEC', 'WAIT', 'EXPIRETIME']);
    const names = [...own, ...ofBullmq, ...ofTheLimiter].map(({ name }) => name);
    expect([...new Set(names)].filter((name) => !tried.has(name) && !untried.has(name))).toEqual([]);
  });

  it('is the one in docs/operations.md', async () => {
    const named = /^Version (\d+\.\d+) or newer\b/mu.exec(await readFile('docs/operations.md', 'utf8'))?.[1];
    expect(oldestRedis).toBe(named);
  });
});

describe('the check finds a command that the oldest Redis refuses, such as', () => {
  it.each([
    [
      'flags that do not go together',
      "redis.set(key, at, 'PX', 1, 'NX', 'GET')",
      'SET GET+NX is there since 7.0.0',
    ],
    ['a newer flag', "redis.call('PEXPIRE', KEYS[1], ARGV[1], 'GT')", 'PEXPIRE GT is there since 7.0.0'],
    ['a newer command', 'await this.#redis.expiretime(key)', 'EXPIRETIME is there since 7.0.0'],
    [
      'one of a pipeline',
      "redis.multi().get(a).pexpire(b, 1, 'NX').exec()",
      'PEXPIRE NX is there since 7.0.0',
    ],
    ['one that nobody has looked up', "rcall('HPEXPIRE', KEYS[1])", 'HPEXPIRE is not in the table'],
    [
      'a flag that nobody has looked up',
      "redis.call('SET', KEYS[1], '', 'IFEQ')",
      'SET IFEQ is not in the table',
    ],
    ['one inside another', "redis.call('DEL', redis.call('GETDEL', KEYS[1]))", 'GETDEL is not in the table'],
  ])('%s', (_, code, why) => {
    const seen = commandsIn(code, 'a.ts').flatMap((used) => refusals(used, oldestRedis));
    expect([...new Set(seen)]).toEqual([`a.ts: ${why}`]);
  });
});
