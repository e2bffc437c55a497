import { afterEach } from 'vitest';
import { startZca } from '../../sandbox/zca/zca.js';
import { ZcaDenied, ZcaNotNow } from '../../src/flow/zca-error.js';
import { HttpZcaClient } from '../../src/zca/http-client.js';
import { openConsole } from './console-bench.js';
import { contractAssets, driverContract } from './driver.contract.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

driverContract('http', async () => {
  const zca = await startZca({ accessToken: 'token', assets: contractAssets });
  closing.push(() => zca.close());
  let accessToken = 'token';
  const client = () => new HttpZcaClient({ baseUrl: zca.url, accessToken, timeoutMs: 1_000 });
  return {
    zca,
    remove: zca.remove,
    client: {
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

driverContract('console', async () => {
  const { zca, client, close } = await openConsole({ assets: contractAssets });
  closing.push(close);
  return {
    zca,
    client,
    remove: zca.remove,
    spoil: (answer) => zca.console.behave({ answer }),
    closeDoor: () => zca.console.endSessions(),
    closed: ZcaNotNow,
  };
});
