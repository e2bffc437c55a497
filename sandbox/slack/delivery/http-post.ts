import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type RawRequest, type Receipt, receiptOf } from './letter.js';

/** Posts the bytes and waits up to `timeoutMs` for the whole answer; never throws. */
export function httpPost({ url, headers, body }: RawRequest, timeoutMs: number): Promise<Receipt> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const settle = (outcome: Partial<Receipt>) => {
      clearTimeout(timer);
      resolve(receiptOf(Math.round(performance.now() - startedAt), outcome));
    };
    const open = url.startsWith('https:') ? requestHttps : requestHttp;
    // Each letter has its own connection: a kept-alive one would hold up an app that is stopping.
    const request = open(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' },
    });
    const timer = setTimeout(() => {
      settle({ failure: 'http_timeout' });
      request.destroy();
    }, timeoutMs);
    request.on('error', () => settle({ failure: 'connection_failed' }));
    request.on('response', (response) =>
      readAnswer(response).then(settle, () => settle({ failure: 'connection_failed' })),
    );
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Partial<Receipt>> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const status = response.statusCode ?? 0;
  return {
    status,
    contentType: response.headers['content-type'] ?? '',
    text: Buffer.concat(chunks).toString('utf8'),
    noRetry: response.headers['x-slack-no-retry'] === '1',
    ...(status >= 200 && status < 300 ? {} : { failure: 'http_error' }),
  };
}
