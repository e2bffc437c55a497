import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import botConfig from '../../../bot.config.js';
import { isFromEnv } from '../../../src/config/define-config.js';

/** The secrets of Zalo for which there is an example, by the settings; tokens in settings are for those without a keeper. */
const secrets = Object.values(botConfig.zalo)
  .flatMap((setting: unknown) =>
    isFromEnv(setting) && setting.isSecret === true && setting.isPublic !== true ? [setting.env] : [],
  )
  .filter((name) => name !== 'ZALO_OA_TOKENS')
  .sort();

describe('the examples for Zalo', () => {
  it('hand over each of its secrets as a file with Compose', async () => {
    const compose = parse(await readFile('compose.zalo.yaml', 'utf8'), { merge: true });
    for (const service of ['web', 'worker']) {
      const { environment, secrets: mounted } = compose.services[service];
      expect(namesIn(environment)).toEqual(secrets);
      expect(mounted.toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
      expect(Object.values(environment)).toEqual(mounted.map((name: string) => `/run/secrets/${name}`));
    }
  });

  it('hand over each of its secrets as a credential of systemd', async () => {
    const lines = (await readFile('deploy/systemd/zalo.conf', 'utf8')).split('\n');
    const files = lines.flatMap(
      (line) => /^Environment=(\w+)_FILE=%d\/(\w+)$/u.exec(line)?.slice(1, 3) ?? [],
    );
    expect(files.filter((_, at) => at % 2 === 0).sort()).toEqual(secrets);
    for (const name of files.filter((_, at) => at % 2 === 1))
      expect(lines).toContain(`LoadCredential=${name}:/etc/zca-unlink-bot/secrets/${name}`);
  });

  it('hand over each of its secrets as a file with Kubernetes', async () => {
    const component = parse(await readFile('deploy/kubernetes/components/zalo/kustomization.yaml', 'utf8'));
    const patch = parse(component.patches[0].patch) as { value: { name: string; value: string } }[];
    expect(namesIn(Object.fromEntries(patch.map(({ value }) => [value.name, value.value])))).toEqual(secrets);
  });
});

/** The settings that files are for. */
function namesIn(environment: Readonly<Record<string, string>>): string[] {
  return Object.keys(environment)
    .map((name) => name.replace(/_FILE$/u, ''))
    .sort();
}
