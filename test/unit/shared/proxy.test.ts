import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/shared/proxy.js';

const url = 'http://proxy.example.com:3128';

describe('the proxy for an address', () => {
  it.each([
    ['https://slack.com/api/', [], true],
    ['https://slack.com/api/', ['slack.com'], false],
    ['https://hooks.slack.com/', ['slack.com'], false],
    ['https://hooks.slack.com/', ['.slack.com'], false],
    ['https://hooks.slack.com/', ['*.slack.com'], false],
    ['https://notslack.com/', ['slack.com'], true],
    ['https://gateway.internal:8443/', ['gateway.internal:8443'], false],
    ['https://gateway.internal/', ['gateway.internal:443'], false],
    ['https://gateway.internal/', ['gateway.internal:8443'], true],
    ['https://slack.com/', ['*'], false],
    ['http://127.0.0.1:3000/', [], false],
    ['http://localhost/', [], false],
    ['https://[::1]/', [], false],
  ])('%s with NO_PROXY=%j is reached through it: %s', (address, noProxy, isThrough) => {
    expect(proxyFor(address, { url, noProxy }) !== null).toBe(isThrough);
  });

  it('is none where none is set', () => {
    expect(proxyFor('https://slack.com', { url: null, noProxy: [] })).toBeNull();
  });
});
