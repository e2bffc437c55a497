import { createServer } from 'node:http';

/**
 * Serves a handler of Web requests, which both packages are made for, with node:http.
 * @param {(request: Request) => Promise<Response>} handle
 */
export function serveFetch(handle) {
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method, headers, url } = incoming;
      const request = new Request(`http://127.0.0.1${url}`, { method, headers, body: Buffer.concat(chunks) });
      const response = await handle(request);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
}
