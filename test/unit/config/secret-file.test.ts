import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { type FromEnv, isFromEnv } from '../../../src/config/define-config.js';
import { exposedSecretFiles } from '../../../src/config/exposed-secret-files.js';
import { loadStoredConfig } from '../../../src/config/load-config.js';

describe('a secret in a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secret-file-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string) => {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    return path;
  };
  const key = Buffer.alloc(32, 3).toString('base64');
  const load = (env: NodeJS.ProcessEnv) => loadStoredConfig(botConfig, env);

  it('is read without the line break at its end', () => {
    expect(load({ AUDIT_KEY_FILE: fileWith(`${key}\n`) }).audit.keys).toEqual([Buffer.alloc(32, 3)]);
    expect(load({ REDIS_URL_FILE: fileWith('redis://host:6380\r\n') }).redis.url).toBe('redis://host:6380');
  });

  it.each([
    ['is not there', () => '/none/such', 'AUDIT_KEY_FILE names a file that cannot be read (ENOENT)'],
    ['is a folder', () => folder, 'AUDIT_KEY_FILE names a file that cannot be read (EISDIR)'],
    ['is empty', () => fileWith('\n'), 'AUDIT_KEY_FILE names a file that is empty'],
    [
      'is far too long',
      () => fileWith('A'.repeat(70_000)),
      'AUDIT_KEY_FILE names a file of more than 64 KiB',
    ],
    ['holds no key', () => fileWith('short'), 'AUDIT_KEY must be at least 32 bytes in base64'],
  ])('is refused when it %s', (_, path, why) => {
    expect(() => load({ AUDIT_KEY_FILE: path() })).toThrow(why);
  });

  it('is refused beside the same secret in the environment', () => {
    const both = { AUDIT_KEY: key, AUDIT_KEY_FILE: fileWith(key) };
    expect(() => load(both)).toThrow('AUDIT_KEY and AUDIT_KEY_FILE are both set: set one of them');
  });

  it.each([
    [0o600, []],
    [0o640, []],
    [0o644, ['AUDIT_KEY_FILE']],
    [0o602, ['AUDIT_KEY_FILE']],
  ])('with the rights %o is exposed: %j', (mode, exposed) => {
    const path = fileWith(key);
    chmodSync(path, mode);
    expect(exposedSecretFiles(botConfig, { AUDIT_KEY_FILE: path, ZCA_API_TOKEN_FILE: '/none/such' })).toEqual(
      exposed,
    );
  });

  it('exists for every secret: no setting named KEY, TOKEN, SECRET or PASSWORD is read without it', () => {
    const settings = settingsIn(botConfig);
    const secrets = settings.filter(
      ({ env, isFile }) => isFile !== true && /KEY|TOKEN|SECRET|PASSWORD/u.test(env),
    );
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter(({ isSecret }) => isSecret !== true)).toEqual([]);
  });

  it('may hold several keys, the newest first', () => {
    const older = Buffer.alloc(32, 4).toString('base64');
    expect(load({ AUDIT_KEY: `${key},${older}` }).audit.keys).toHaveLength(2);
  });
});

function settingsIn(value: unknown): FromEnv[] {
  if (isFromEnv(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(settingsIn) : [];
}
