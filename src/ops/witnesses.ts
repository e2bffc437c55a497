import type { RequestWitness } from '../flow/ports/metrics.js';

/** Tells several witnesses of each change, in their order. */
export function witnesses(...all: readonly RequestWitness[]): RequestWitness {
  return {
    changed: (change) => {
      for (const each of all) each.changed(change);
    },
    refused: (entry) => {
      for (const each of all) each.refused(entry);
    },
  };
}
