import { joined, type Phrase } from '../core/phrase.js';
import { isGroup } from '../core/policy.js';

/** People and user groups, each as a mention. */
export function mentions(ids: readonly string[]): Phrase {
  return joined(
    ids.map((id) => [isGroup(id) ? { group: id } : { user: id }]),
    ', ',
  );
}

export function channels(ids: readonly string[]): Phrase {
  return joined(
    ids.map((channel) => [{ channel }]),
    ', ',
  );
}
