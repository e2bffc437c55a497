import type { Patch } from '../../chaos/environment/patch.js';

/** A mistake built into a copy of the product on purpose; the simulation has to find it. */
export interface Bug {
  readonly name: string;
  /** The fault, as people would see it. */
  readonly what: string;
  readonly patches: readonly Patch[];
  /** The search starts at this seed, whose schedule finds the bug. */
  readonly seed: number;
}

/** A patch of a file in that folder of `src`. */
export const core = (file: string, find: string, put: string): Patch => ({
  file: `src/core/${file}`,
  find,
  put,
});
export const flow = (file: string, find: string, put: string): Patch => ({
  file: `src/flow/${file}`,
  find,
  put,
});
export const slack = (file: string, find: string, put: string): Patch => ({
  file: `src/chat/slack/${file}`,
  find,
  put,
});
export const store = (file: string, find: string, put: string): Patch => ({
  file: `src/store/${file}`,
  find,
  put,
});
