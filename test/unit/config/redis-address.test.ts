import { describe, expect, it } from 'vitest';
import { BadRedisUrl, redisAddress } from '../../../src/config/redis-address.js';

const open = { tls: false, username: undefined, password: undefined };
const openSentinels = { sentinelUsername: undefined, sentinelPassword: undefined };

describe('REDIS_URL', () => {
  it.each([
    ['redis://127.0.0.1:6379', { ...open, type: 'single', server: { host: '127.0.0.1', port: 6379 }, db: 0 }],
    ['redis://cache', { ...open, type: 'single', server: { host: 'cache', port: 6379 }, db: 0 }],
    ['redis://cache:7000/', { ...open, type: 'single', server: { host: 'cache', port: 7000 }, db: 0 }],
    ['redis://[::1]:7000/3', { ...open, type: 'single', server: { host: '::1', port: 7000 }, db: 3 }],
    [
      'rediss://bot:secret@cache.example/2',
      {
        ...{ tls: true, username: 'bot', password: 'secret' },
        ...{ type: 'single', server: { host: 'cache.example', port: 6379 }, db: 2 },
      },
    ],
  ])('%s means a single Redis', (url, address) => {
    expect(redisAddress(url)).toEqual(address);
  });

  it.each([
    [
      'redis+cluster://a:7000,b:7001,c',
      {
        ...open,
        type: 'cluster',
        nodes: [
          { host: 'a', port: 7000 },
          { host: 'b', port: 7001 },
          { host: 'c', port: 6379 },
        ],
      },
    ],
    [
      'rediss+cluster://:secret@a.example',
      {
        ...{ tls: true, username: undefined, password: 'secret' },
        ...{ type: 'cluster', nodes: [{ host: 'a.example', port: 6379 }] },
      },
    ],
  ])('%s means a Redis Cluster', (url, address) => {
    expect(redisAddress(url)).toEqual(address);
  });

  it.each([
    [
      'redis+sentinel://a,b:26380/mymaster',
      {
        ...{ ...open, ...openSentinels, type: 'sentinel', master: 'mymaster', db: 0 },
        sentinels: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 26380 },
        ],
      },
    ],
    [
      'rediss+sentinel://bot:secret@a/my-master/1?sentinel_username=watch&sentinel_password=w%26rd',
      {
        ...{ tls: true, username: 'bot', password: 'secret' },
        ...{ type: 'sentinel', master: 'my-master', db: 1, sentinels: [{ host: 'a', port: 26379 }] },
        ...{ sentinelUsername: 'watch', sentinelPassword: 'w&rd' },
      },
    ],
  ])('%s means a master behind sentinels', (url, address) => {
    expect(redisAddress(url)).toEqual(address);
  });

  it('accepts any character in a user or password, written as %..', () => {
    expect(redisAddress('redis://b%3Aot:p%40ss%2Fw%25rd@cache')).toMatchObject({
      username: 'b:ot',
      password: 'p@ss/w%rd',
    });
  });

  it.each([
    ['', 'must be redis://host:6379, redis+cluster://'],
    ['cache:6379', 'must be redis://host:6379, redis+cluster://'],
    ['http://cache', 'must be redis://host:6379, redis+cluster://'],
    ['redis+sentinels://a/m', 'must be redis://host:6379, redis+cluster://'],
    ['redis://a:7000,b:7001', 'names several servers: write redis+cluster://'],
    ['redis://cache:70000', 'must have a host, or host:port, for each server'],
    ['redis+cluster://a:7000, b:7001', 'must have a host, or host:port, for each server'],
    ['redis+cluster://a,,b', 'must have a host, or host:port, for each server'],
    ['redis+cluster://a:7000/1', 'must name no database'],
    ['redis+sentinel://a:26379', 'must end with the name of the master'],
    ['redis+sentinel://a:26379/my master', 'must end with the name of the master'],
    ['redis+sentinel://a:26379/mymaster/x', 'must have the number of the database'],
    ['redis+sentinel://a:26379/mymaster?password=x', 'may have only sentinel_username and sentinel_password'],
    ['redis://cache/main', 'must have the number of the database'],
    ['redis://cache?db=1', 'must have no ? part'],
    ['redis://:50%@cache', 'written as %25'],
  ])('“%s” is refused, with the right form', (url, words) => {
    expect(() => redisAddress(url)).toThrow(BadRedisUrl);
    expect(() => redisAddress(url)).toThrow(words);
  });
});
