import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

/** Licences that ask for no more than their own text to be kept. */
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
}

describe('the packages of the running bot', () => {
  let packages: { name: string; version: string; licence: string }[] = [];
  beforeAll(async () => {
    const lock: { packages: Record<string, Locked> } = JSON.parse(
      await readFile('package-lock.json', 'utf8'),
    );
    packages = Object.entries(lock.packages)
      .filter(([path, { dev = false, link = false }]) => path.includes('node_modules/') && !dev && !link)
      .map(([path, { version, license = 'none given' }]) => ({
        ...{ name: path.split('node_modules/').at(-1) ?? path, version, licence: license },
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'));
  });

  // npx vitest run test/unit/deploy/licences.test.ts --update
  it('are listed with their licences in docs/licences.md', async () => {
    const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
    const page = `# Licences\n\nThe packages that the running bot uses, from \`package-lock.json\`; made by \`test/unit/deploy/licences.test.ts\`.\n\n| Package | Version | Licence |\n| --- | --- | --- |\n${[...new Set(rows)].join('\n')}\n`;
    await expect(page).toMatchFileSnapshot('../../../docs/licences.md');
  });

  it('are all under a permissive licence', () => {
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(({ licence }) => !permissive.includes(licence))).toEqual([]);
  });
});
