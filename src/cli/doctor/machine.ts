import { isOlderVersion } from '../../shared/redis-info.js';
import { type Finding, failed, ok } from './finding.js';

/** As in `engines` of package.json. */
export const oldestNode = '20.19.0';

/** Looks at the Node.js that runs this. */
export function checkNode(version: string = process.versions.node): Finding {
  return isOlderVersion(version, oldestNode)
    ? failed('node_old', { version, oldest: oldestNode })
    : ok('node_fine', { version });
}
