import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { patchBuild } from '../chaos/environment/patch.js';
import type { Bug } from './bugs/bug.js';
import { bugs } from './bugs.js';
import { loadProduct } from './product.js';
import { simulateSeeds } from './simulate-seeds.js';
import { Simulated } from './simulated.js';

export interface Caught {
  readonly name: string;
  /** The schedule that broke a promise; null if none did. */
  readonly seed: number | null;
  /** The first promise that it broke. */
  readonly promise: string;
}

/**
 * Builds a bug into a copy of a compiled product, and searches for it from its own seed on. @param
 * built the folder that holds the compiled `src`; the copy is made in it, where packages are found
 */
export async function catchBug(name: string, built: string, schedules: number): Promise<Caught> {
  const { seed: first, patches } = bugNamed(name);
  const dir = join(built, 'bugs', name);
  await rm(dir, { recursive: true, force: true });
  await cp(join(built, 'src'), join(dir, 'src'), { recursive: true });
  await patchBuild(dir, patches);
  const simulated = new Simulated(await loadProduct(pathToFileURL(join(dir, 'src/'))));
  const { found } = await simulateSeeds(simulated, { first, count: schedules, most: 1 });
  const [caught] = found;
  const violation = caught?.violations[0];
  return {
    name,
    seed: caught?.seed ?? null,
    promise: violation === undefined ? '' : `invariant ${violation.invariant}: ${violation.what}`,
  };
}

function bugNamed(name: string): Bug {
  const bug = bugs.find((each) => each.name === name);
  if (bug === undefined) throw new Error(`no bug is called ${name}`);
  return bug;
}
