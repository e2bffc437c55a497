import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../../../sandbox/slack/delivery/letter.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, startWorld } from '../../fixtures/world.js';

/** Well below the five seconds that Node waits for a connection that is kept open. */
const boundMs = 4_000;

describe('a web process that is stopped', () => {
  it('answers the requests it has taken, and does not wait for the connection that Slack keeps open', async () => {
    const { web, worker, workspace, zca, redis } = await startWorld({
      change: (config) => ({ ...config, zca: { ...config.zca, timeoutMs: 5_000 } }),
    });
    const agent = new Agent({ keepAlive: true });
    try {
      await workspace.post({ user: people.lan, channel: places.ops, text: '/unlink show oa 1234' });
      const asked = workspace.deliveries.at(-1)?.request;
      if (asked === undefined) throw new Error('the question was delivered');
      zca.faults.add({ type: 'delay', operation: 'list', delayMs: 1_000 });
      const before = zca.ledger.calls.length;
      const answered = send(asked, agent);
      await expect.poll(() => zca.ledger.calls.length, { timeout: patienceMs }).toBeGreaterThan(before);
      const stopped = web.stop();
      expect(await answered).toMatchObject({
        status: 200,
        text: expect.stringContaining('4318093042839471234'),
      });
      const since = performance.now();
      await stopped;
      expect(performance.now() - since).toBeLessThan(boundMs);
    } finally {
      agent.destroy();
      await worker.stop();
      await Promise.all([workspace.close(), zca.close()]);
      await redis.close();
    }
  });
});

function send({ url, headers, body }: RawRequest, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
