import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { loadConfig } from '../../../src/config/load-config.js';

const enough = {
  SLACK_BOT_TOKEN: 'xoxb-1-token',
  SLACK_SIGNING_SECRET: 'b'.repeat(32),
  ZCA_API_URL: 'https://gateway.example.com',
  ZCA_API_TOKEN: 'token',
};

describe('the files of TLS', () => {
  let junk = '';
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'certificates-'));
    junk = join(dir, 'junk.pem');
    writeFileSync(junk, 'no certificate\n');
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each([
    ['a certificate without its key', () => ({ ZCA_CLIENT_CERT: junk }), 'ZCA_CLIENT_KEY is missing'],
    ['a key without its certificate', () => ({ ZCA_CLIENT_KEY: junk }), 'ZCA_CLIENT_CERT is missing'],
    [
      'a certificate that is none',
      () => ({ ZCA_CLIENT_CERT: junk, ZCA_CLIENT_KEY: junk }),
      'ZCA_CLIENT_CERT and ZCA_CLIENT_KEY must name a certificate',
    ],
    ['an authority that is none', () => ({ ZCA_CA: junk }), 'ZCA_CA must name a file of certificates'],
    [
      'a file that is not there',
      () => ({ ZCA_CA: '/none/such' }),
      'ZCA_CA names a file that cannot be read (ENOENT)',
    ],
  ])('stop the start when they are %s', (_, env, why) => {
    expect(() => loadConfig(botConfig, { ...enough, ...env() })).toThrow(why);
  });

  it('are needed by nobody', () => {
    expect(loadConfig(botConfig, enough).zca).toMatchObject({ clientCert: '', clientKey: '', authority: '' });
  });
});

describe('the proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('is read from %s', (name) => {
    const env = {
      ...enough,
      [name]: 'http://proxy.example.com:3128',
      no_proxy: 'Internal.example.com, .local',
    };
    expect(loadConfig(botConfig, env).proxy).toEqual({
      url: 'http://proxy.example.com:3128',
      noProxy: ['internal.example.com', '.local'],
    });
  });

  it.each(['proxy.example.com:3128', 'socks5://proxy:1080', 'http://proxy/path'])(
    'is refused as %s',
    (url) => {
      expect(() => loadConfig(botConfig, { ...enough, HTTPS_PROXY: url })).toThrow(
        'HTTPS_PROXY must be an address',
      );
    },
  );

  it('for plain HTTP is another setting, and no misspelt one', () => {
    expect(loadConfig(botConfig, { ...enough, HTTP_PROXY: 'http://proxy:3128' }).proxy.url).toBeNull();
  });
});
