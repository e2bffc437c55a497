import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rings whose files can take a minute, and the ring whose files take a second. */
const [first, last] = [/^test\/(e2e|chaos|bench|simulation)\//u, /^test\/unit\//u];

/**
 * Starts the longest files first, so that no worker begins one when the others are done. Within a ring they are in
 * vitest's own order: by the duration of the last run, before the first run by size.
 */
export class HeaviestRingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => this.#rank(one) - this.#rank(other));
  }

  #rank({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId);
    if (first.test(path)) return 0;
    return last.test(path) ? 2 : 1;
  }
}
