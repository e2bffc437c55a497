import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuildCopy } from './patch.js';

const execute = promisify(execFile);

/**
 * Builds the bot as it was at a commit of this repository, in a folder of its own, with the packages that are installed
 * now. @throws when there is no such commit, or it cannot be built
 */
export async function buildRelease(commit: string, root: string): Promise<BuildCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'zca-unlink-chaos-release-'));
  const archive = join(folder, 'release.tar');
  await execute('git', ['-C', root, 'archive', '--output', archive, commit]);
  await execute('tar', ['-xf', archive, '-C', folder]);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await execute('npx', ['--no-install', 'tsc', '-p', 'tsconfig.build.json'], { cwd: folder });
  const scripts = (await readdir(join(folder, 'src', 'store'))).filter((name) => name.endsWith('.lua'));
  for (const name of scripts)
    await copyFile(join(folder, 'src', 'store', name), join(folder, 'dist', 'src', 'store', name));
  return { dir: join(folder, 'dist'), remove: () => rm(folder, { recursive: true, force: true }) };
}
