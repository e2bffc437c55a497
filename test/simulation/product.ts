import type * as askModule from '../../src/flow/ask.js';
import type * as decideModule from '../../src/flow/decide.js';
import type * as expireModule from '../../src/flow/expire.js';
import type * as handWorkModule from '../../src/flow/hand-work.js';
import type * as jobFailedModule from '../../src/flow/job-failed.js';
import type * as lookUpModule from '../../src/flow/look-up.js';
import type * as quorumModule from '../../src/flow/quorum.js';
import type * as repairModule from '../../src/flow/repair.js';
import type * as reportModule from '../../src/flow/report.js';
import type * as showCardModule from '../../src/flow/show-card.js';
import type * as startModule from '../../src/flow/start.js';
import type * as tryLaterModule from '../../src/flow/try-later.js';
import type * as unlinkModule from '../../src/flow/unlink.js';
import type * as zcaErrorModule from '../../src/flow/zca-error.js';

/** The steps of the flow, and the classes that they know errors by: those of the source, or of a copy with a bug in it. */
export type Product = typeof askModule &
  typeof decideModule &
  typeof expireModule &
  typeof handWorkModule &
  typeof jobFailedModule &
  typeof lookUpModule &
  typeof quorumModule &
  typeof repairModule &
  typeof reportModule &
  typeof showCardModule &
  typeof startModule &
  typeof tryLaterModule &
  typeof unlinkModule &
  typeof zcaErrorModule;

const files = [
  'ask',
  'decide',
  'expire',
  'hand-work',
  'job-failed',
  'look-up',
  'quorum',
  'repair',
  'report',
  'show-card',
  'start',
  'try-later',
  'unlink',
  'zca-error',
];

/** @param flow the folder of the flow, `src/flow/` or that of a build, with a slash at its end */
export async function loadProduct(flow: URL): Promise<Product> {
  const extension = flow.pathname.includes('/dist/') ? 'js' : 'ts';
  const modules: object[] = await Promise.all(
    files.map((file) => import(new URL(`${file}.${extension}`, flow).href)),
  );
  return Object.assign({}, ...modules);
}
