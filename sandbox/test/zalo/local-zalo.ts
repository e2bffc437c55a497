import { createServer, type IncomingHttpHeaders } from 'node:http';
import axios from 'axios';
import { onTestFinished } from 'vitest';
import { type LocalZalo, startZalo, type ZaloOptions } from '../../zalo/zalo.js';

export const app = { appId: '2553928453557884079', appSecret: 'app-secret-example' };
export const oaSecret = 'OA_SECRET_KEY_EXAMPLE';
export const botToken = '1459232241454765289:bot-token-example';

export async function started(options: Partial<ZaloOptions> = {}): Promise<LocalZalo> {
  const zalo = await startZalo({ ...app, oaSecret, botToken, retryDelaysMs: [20, 20], ...options });
  onTestFinished(() => zalo.close());
  return zalo;
}

const http = axios.create({ validateStatus: () => true, maxRedirects: 0 });

export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into whatever the wire holds
): Promise<{ status: number; data: any; headers: Record<string, unknown> }> {
  const answer = await http.post(url, body, { headers });
  return { status: answer.status, data: answer.data, headers: { ...answer.headers } };
}

/** Asks for a pair with a form, as Zalo's SDKs do. */
export async function askForTokens(zalo: LocalZalo, fields: Record<string, string>) {
  const form = new URLSearchParams({ app_id: app.appId, ...fields });
  return post(`${zalo.url}/v4/oa/access_token`, form, { secret_key: app.appSecret });
}

/** Sends a message of the OA. */
export async function send(zalo: LocalZalo, token: string, to: string, message: unknown) {
  const body = { recipient: { user_id: to }, message };
  return post(`${zalo.url}/v3.0/oa/message/cs`, body, { access_token: token });
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook that answers with the given statuses in turn, and with 200 from then on. */
export async function startWebhook(statuses: number[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/zalo/webhook`, received };
}
