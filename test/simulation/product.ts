import type * as cardModule from '../../src/chat/slack/messages/card.js';
import type * as threadNoteModule from '../../src/chat/slack/messages/thread-message.js';
import type * as peopleModule from '../../src/chat/slack/outbound/people.js';
import type * as decideModule from '../../src/flow/decide.js';
import type * as expireModule from '../../src/flow/expire.js';
import type * as jobFailedModule from '../../src/flow/job-failed.js';
import type * as lookUpModule from '../../src/flow/look-up.js';
import type * as handWorkModule from '../../src/flow/manual-task.js';
import type * as quorumModule from '../../src/flow/quorum.js';
import type * as repairModule from '../../src/flow/repair.js';
import type * as reportModule from '../../src/flow/report.js';
import type * as showCardModule from '../../src/flow/show-card.js';
import type * as startModule from '../../src/flow/start.js';
import type * as askModule from '../../src/flow/submit.js';
import type * as tryLaterModule from '../../src/flow/try-later.js';
import type * as unlinkModule from '../../src/flow/unlink.js';
import type * as zcaErrorModule from '../../src/flow/zca-error.js';
import type * as clockModule from '../../src/store/redis-clock.js';

/**
 * The flow's steps and error classes, and the parts between them and people: the card, the memory
 * of groups, the clock. From the source, or from a copy with a bug in it.
 */
export type Product = typeof askModule &
  typeof cardModule &
  typeof clockModule &
  typeof decideModule &
  typeof expireModule &
  typeof handWorkModule &
  typeof jobFailedModule &
  typeof lookUpModule &
  typeof peopleModule &
  typeof quorumModule &
  typeof repairModule &
  typeof reportModule &
  typeof showCardModule &
  typeof startModule &
  typeof threadNoteModule &
  typeof tryLaterModule &
  typeof unlinkModule &
  typeof zcaErrorModule;

const files = [
  'chat/slack/messages/card',
  'chat/slack/outbound/people',
  'chat/slack/messages/thread-message',
  'flow/submit',
  'flow/decide',
  'flow/expire',
  'flow/manual-task',
  'flow/job-failed',
  'flow/look-up',
  'flow/quorum',
  'flow/repair',
  'flow/report',
  'flow/show-card',
  'flow/start',
  'flow/try-later',
  'flow/unlink',
  'flow/zca-error',
  'store/redis-clock',
];

/** @param source the folder `src/`, or that of a build, with a slash at its end */
export async function loadProduct(source: URL): Promise<Product> {
  const extension = source.pathname.includes('/dist/') ? 'js' : 'ts';
  const modules: object[] = await Promise.all(
    files.map((file) => import(new URL(`${file}.${extension}`, source).href)),
  );
  return Object.assign({}, ...modules);
}
