import { describe, expect, it } from 'vitest';
import { whereaboutsOf } from '../../../src/zca/console/console-address.js';

const zalo = {
  address: 'https://account.zalo.solutions',
  otherAddresses: ['https://account.zalo.solutions', 'https://account.zalo.cloud/'],
  logInHosts: ['id.zalo.me'],
};

describe('a page’s address', () => {
  it.each([
    ['https://account.zalo.solutions', 'console'],
    ['https://account.zalo.cloud', 'console'],
    ['http://account.zalo.cloud', 'elsewhere'],
    ['https://account.zalo.cloud:8443', 'elsewhere'],
    ['https://account.zalo.solutions.example', 'elsewhere'],
    ['https://id.zalo.me', 'log_in'],
    ['http://id.zalo.me', 'elsewhere'],
    ['null', 'nowhere'],
  ] as const)('%s is %s', (origin, where) => {
    expect(whereaboutsOf(origin, zalo)).toBe(where);
  });
});
