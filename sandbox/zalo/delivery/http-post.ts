import { request as requestHttp } from 'node:http';

/** A request as bytes, so that it can be sent again unchanged. */
export interface RawRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an attempt ended. */
export type Receipt =
  | { readonly type: 'answered'; readonly status: number; readonly elapsedMs: number }
  | { readonly type: 'late' }
  | { readonly type: 'not_connected' };

/** Posts the bytes and waits up to `timeoutMs` for the head of an answer; never rejects. */
export function httpPost({ url, headers, body }: RawRequest, timeoutMs: number): Promise<Receipt> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const request = requestHttp(url, {
      method: 'POST',
      // A kept-alive connection would hold up an app that is stopping.
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
    });
    const settle = (receipt: Receipt) => {
      clearTimeout(timer);
      resolve(receipt);
    };
    const timer = setTimeout(() => {
      settle({ type: 'late' });
      request.destroy();
    }, timeoutMs);
    request.on('error', () => settle({ type: 'not_connected' }));
    request.on('response', (response) => {
      response.resume();
      const elapsedMs = Math.round(performance.now() - startedAt);
      settle({ type: 'answered', status: response.statusCode ?? 0, elapsedMs });
    });
    request.end(body);
  });
}
