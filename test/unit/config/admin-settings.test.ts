import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { loadConfig } from '../../../src/config/load-config.js';

const base = {
  SLACK_BOT_TOKEN: 'xoxb-test-token',
  SLACK_SIGNING_SECRET: 'signing-secret-0123456789',
  ZCA_API_URL: 'https://gateway.example',
  ZCA_API_TOKEN: 'gateway-token',
};
const slack = {
  ADMIN_PORT: '3002',
  ADMIN_URL: 'https://unlink.example',
  ADMIN_PEOPLE: 'U0LAN00001, S0APPROVE1',
  ADMIN_OIDC_CLIENT_ID: '1.2',
  ADMIN_OIDC_CLIENT_SECRET: 'secret',
};
const passphrase = 'mười hai con mèo trên mái';
const adminOf = (env: Record<string, string>) => loadConfig(botConfig, { ...base, ...env }).admin;

describe('the settings of the admin page', () => {
  it('are off by default', () => {
    expect(adminOf({})).toBeNull();
  });

  it('take a log-in with Slack', () => {
    expect(adminOf(slack)).toEqual({
      port: 3002,
      origin: 'https://unlink.example',
      logIn: {
        type: 'oidc',
        issuer: 'https://slack.com',
        clientId: '1.2',
        clientSecret: 'secret',
        people: ['U0LAN00001', 'S0APPROVE1'],
      },
      mayChangeQueues: false,
    });
  });

  it('take a pass phrase for this machine', () => {
    expect(adminOf({ ADMIN_PORT: '3002', ADMIN_PASSPHRASE: passphrase })).toMatchObject({
      origin: null,
      logIn: { type: 'passphrase', passphrase },
    });
  });

  it.each([
    ['no way to log in', { ADMIN_PORT: '3002' }, 'ADMIN_PORT is set, and nobody could log in'],
    ['no port', { ADMIN_PASSPHRASE: passphrase }, 'ADMIN_PORT is missing'],
    [
      'two ways to log in',
      { ...slack, ADMIN_PASSPHRASE: passphrase },
      'ADMIN_PASSPHRASE and ADMIN_OIDC_CLIENT_ID',
    ],
    [
      'a short pass phrase',
      { ADMIN_PORT: '3002', ADMIN_PASSPHRASE: 'nineteen letters xy' },
      'ADMIN_PASSPHRASE must have at least 20 characters',
    ],
    [
      'a pass phrase of one letter',
      { ADMIN_PORT: '3002', ADMIN_PASSPHRASE: 'a'.repeat(40) },
      'ADMIN_PASSPHRASE must have at least 20 characters',
    ],
    [
      'a pass phrase for other machines',
      { ADMIN_PORT: '3002', ADMIN_PASSPHRASE: passphrase, ADMIN_URL: 'https://unlink.example' },
      'ADMIN_URL must be an address of this machine',
    ],
    ['nobody who may log in', { ...slack, ADMIN_PEOPLE: '' }, 'ADMIN_PEOPLE names nobody'],
    ['a name instead of an id', { ...slack, ADMIN_PEOPLE: '@lan' }, 'ADMIN_PEOPLE every entry must be'],
    ['no address', { ...slack, ADMIN_URL: '' }, 'ADMIN_URL is missing'],
    [
      'an address with a path',
      { ...slack, ADMIN_URL: 'https://x.example/admin' },
      'ADMIN_URL must have no path',
    ],
    [
      'an address without TLS',
      { ...slack, ADMIN_URL: 'http://x.example' },
      'ADMIN_URL must begin with https://',
    ],
    ['no client secret', { ...slack, ADMIN_OIDC_CLIENT_SECRET: '' }, 'ADMIN_OIDC_CLIENT_SECRET is missing'],
    [
      'an issuer without TLS',
      { ...slack, ADMIN_OIDC_ISSUER: 'http://x.example' },
      'ADMIN_OIDC_ISSUER must begin',
    ],
    ['the port of Slack', { ...slack, ADMIN_PORT: '3000' }, 'ADMIN_PORT must differ from PORT and OPS_PORT'],
    ['no port number', { ...slack, ADMIN_PORT: 'web' }, 'ADMIN_PORT must be a port number'],
  ])('refuse %s in one sentence', (_, env, problem) => {
    expect(() => adminOf(env)).toThrow(problem);
    expect(() => adminOf(env)).toThrow('The configuration has a problem:');
  });
});
