import { startZca } from '../../../sandbox/zca/zca.js';
import { ZcaDenied } from '../../../src/flow/zca-error.js';
import { HttpZcaClient } from '../../../src/zca/http-client.js';
import { drawnContract } from './console-drawn.js';
import { driverContract } from './driver.contract.js';

driverContract('http', async (assets) => {
  const zca = await startZca({ accessToken: 'token', assets });
  let accessToken = 'token';
  const client = () => new HttpZcaClient({ baseUrl: zca.url, accessToken, timeoutMs: 1_000 });
  return {
    zca,
    close: () => zca.close(),
    remove: zca.remove,
    client: {
      maxReads: client().maxReads,
      list: (kind) => client().list(kind),
      read: (kind, id) => client().read(kind, id),
      unlink: (order) => client().unlink(order),
    },
    spoil: (how) =>
      zca.faults.add(
        {
          lost_after: { type: 'drop_after', operation: 'unlink' } as const,
          lost_before: { type: 'drop_before', operation: 'unlink' } as const,
          pretends: { type: 'not_applied' } as const,
          hangs: { type: 'hang', operation: 'unlink' } as const,
        }[how],
      ),
    closeDoor: () => {
      accessToken = 'another';
    },
    closed: ZcaDenied,
  };
});

drawnContract({});
