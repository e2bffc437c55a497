import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A replacement of one place in one built file. */
export interface Patch {
  /** Relative to the folder of the build, for instance `src/flow/decide.js`. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** A separate build, which nobody else overwrites or removes. */
export interface BuildCopy {
  readonly dir: string;
  remove(): Promise<void>;
}

/** The text to patch did not occur exactly once, so nothing was changed. */
export class PatchMissed extends Error {
  override readonly name = 'PatchMissed';

  constructor({ file, find }: Patch, times: number) {
    super(`${file} holds ${times} times, not once: ${find}`);
  }
}

/** Copies the built bot and patches the copy. @throws {PatchMissed} */
export async function copyBuild(built: string, patches: readonly Patch[]): Promise<BuildCopy> {
  const dir = await mkdtemp(join(tmpdir(), 'zca-unlink-chaos-build-'));
  const root = join(built, '..');
  await mkdir(join(dir, 'dist'));
  await cp(join(built, 'src'), join(dir, 'dist', 'src'), { recursive: true });
  await cp(join(built, 'bot.config.js'), join(dir, 'dist', 'bot.config.js'));
  await cp(join(root, 'package.json'), join(dir, 'package.json'));
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  await patchBuild(join(dir, 'dist'), patches);
  return { dir: join(dir, 'dist'), remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Patches a build where it lies. @throws {PatchMissed} */
export async function patchBuild(built: string, patches: readonly Patch[]): Promise<void> {
  for (const patch of patches) {
    const path = join(built, patch.file);
    await writeFile(path, patched(await readFile(path, 'utf8'), patch));
  }
}

/** The patches whose text a build contains: an older release lacks some. */
export async function patchesIn(built: string, patches: readonly Patch[]): Promise<Patch[]> {
  const found = await Promise.all(
    patches.map(async (patch) => {
      const text = await readFile(join(built, patch.file), 'utf8').catch(() => '');
      return text.includes(patch.find) ? [patch] : [];
    }),
  );
  return found.flat();
}

/** The text with the one place replaced. @throws {PatchMissed} */
export function patched(text: string, patch: Patch): string {
  const times = text.split(patch.find).length - 1;
  if (times !== 1) throw new PatchMissed(patch, times);
  return text.replace(patch.find, () => patch.put);
}
