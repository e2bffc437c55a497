import { createHmac, randomUUID } from 'node:crypto';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Comparison, compare } from './measure.js';
import type { SmallTown } from './small-town.js';

/**
 * Times a signed command until Slack's 200, with the command durable in Redis by then, against a server that
 * only answers 200.
 */
export async function benchAnswering(town: SmallTown, rounds: number): Promise<Comparison[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const bare = createServer((request, response) => {
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const { port } = bare.address() as AddressInfo;
  const send = async (to: string, text: string) => {
    const { body, headers } = signed(text, town.signingSecret);
    const status = await post(to, body, headers, agent);
    if (status !== 200) throw new Error(`${to} answered ${status}`);
  };
  const onBare = () => send(`http://127.0.0.1:${port}/slack/events`, 'help');
  const row = (what: string, text: string) =>
    compare(what, () => send(town.eventsUrl, text), 'a server that only answers 200', onBare, { rounds });
  try {
    return [
      await row('acknowledgement of a signed /unlink oa … (queued first)', 'oa 99999999'),
      await row('signed /unlink help, answered', 'help'),
      await row('signed /unlink history, answered', 'history'),
    ];
  } finally {
    agent.destroy();
    await new Promise((resolve) => bare.close(resolve));
  }
}

function signed(text: string, secret: string) {
  const body = new URLSearchParams({
    command: '/unlink',
    text,
    user_id: 'U0LAN00001',
    channel_id: 'C0ZCAOPS01',
    team_id: 'T0LOCAL001',
    trigger_id: randomUUID(),
    response_url: 'http://127.0.0.1:9/none',
  }).toString();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}

function post(to: string, body: string, headers: Record<string, string>, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(to, { method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
