import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A gateway that answers at once: every asset is linked until it is unlinked. Counts its calls. */
const gone = new Set<string>();
const counts = { list: 0, read: 0, unlink: 0 };
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const [, , , kind = '', id = '', unlink] = (request.url ?? '').split('/');
    const key = `${kind}/${id}`;
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (id === '') {
      counts.list += 1;
      return answer(200, { error: 0, message: 'Success', data: { items: [], next_cursor: null } });
    }
    if (unlink !== undefined) {
      counts.unlink += 1;
      gone.add(key);
      const data = { kind, id, status: 'unlinked', unlinked_at: new Date().toISOString() };
      return answer(200, { error: 0, message: 'Success', data });
    }
    counts.read += 1;
    if (gone.has(key)) return answer(404, { error: -404, message: 'not linked' });
    const data = { kind, id, name: `Cửa hàng ${id}`, status: 'linked' };
    return answer(200, { error: 0, message: 'Success', data });
  });
});
process.on('message', (message) => {
  if (message === 'counts') process.send?.({ counts });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
