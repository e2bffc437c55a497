import { afterAll } from 'vitest';
import { startZca } from '../../../sandbox/zca/zca.js';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { ZcaDenied, ZcaNotNow } from '../../../src/flow/zca-error.js';
import { HttpZcaClient } from '../../../src/zca/http-client.js';
import { benchBrowser, openConsole } from './console-bench.js';
import { contractAssets, driverContract } from './driver.contract.js';

const browser = benchBrowser({ labels: consoleLabels.parse({}), answerMs: 60_000 });
afterAll(() => browser.close());

driverContract('http', async () => {
  const zca = await startZca({ accessToken: 'token', assets: contractAssets });
  let accessToken = 'token';
  const client = () => new HttpZcaClient({ baseUrl: zca.url, accessToken, timeoutMs: 1_000 });
  return {
    zca,
    close: () => zca.close(),
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

driverContract(
  'console',
  async () => {
    const { zca, client, close } = await openConsole({ assets: contractAssets, stepMs: 15_000, browser });
    return {
      zca,
      client,
      close,
      remove: zca.remove,
      spoil: (answer) => zca.console.behave({ answer }),
      closeDoor: () => zca.console.endSessions(),
      closed: ZcaNotNow,
    };
  },
  { atOnce: true },
);
