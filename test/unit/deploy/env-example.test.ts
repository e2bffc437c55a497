import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { type FromEnv, isFromEnv } from '../../../src/config/define-config.js';

describe('.env.example', () => {
  let lines: readonly { name: string; value: string; isSet: boolean }[] = [];
  beforeAll(async () => {
    const text = await readFile('.env.example', 'utf8');
    lines = [...text.matchAll(/^(#?)([A-Z][A-Z0-9_]+)=(.*)$/gmu)].map(([, off, name = '', value = '']) => ({
      ...{ name, value },
      isSet: off === '',
    }));
  });

  it('has a line for every setting from the environment that bot.config.ts reads, and for nothing else', () => {
    const settings = new Set(settingsIn(botConfig).map(({ env }) => env));
    expect(lines.map(({ name }) => name).sort()).toEqual([...settings].sort());
  });

  it('shows the default of whatever is commented out', () => {
    const defaults = new Map(settingsIn(botConfig).map(({ env, fallback }) => [env, fallback ?? '']));
    for (const { name, value } of lines.filter(({ isSet }) => !isSet))
      expect(`${name}=${value}`).toBe(`${name}=${defaults.get(name)}`);
  });

  it('gives no secret a value', () => {
    const secrets = new Set(settingsIn(botConfig).flatMap(({ env, isSecret }) => (isSecret ? [env] : [])));
    const given = lines.filter(({ name, value, isSet }) => isSet && value !== '' && secrets.has(name));
    expect(given).toEqual([]);
  });
});

function settingsIn(value: unknown): FromEnv[] {
  if (isFromEnv(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(settingsIn) : [];
}
