import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A gateway that answers at once: every asset is linked until it is unlinked. Lists those that it was told of. Counts its
 * calls.
 */
const gone = new Set<string>();
const listed = new Map<string, { readonly kind: string; readonly id: string }>();
const pageOf = 100;
const assetOf = (kind: string, id: string) => ({ kind, id, name: `Cửa hàng ${id}`, status: 'linked' });
const counts = { list: 0, read: 0, unlink: 0 };
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const [, , , kind = '', id = '', unlink] = (request.url ?? '').split('/');
    const key = `${kind}/${id}`;
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (id === '') {
      counts.list += 1;
      // An id as the cursor: a list that gets shorter between two pages skips nothing.
      const after = new URL(request.url ?? '', 'http://stub').searchParams.get('cursor') ?? '';
      const rest = [...listed.values()].filter((each) => each.id > after);
      const items = rest.slice(0, pageOf).map((each) => assetOf(each.kind, each.id));
      const next_cursor = rest.length > pageOf ? (items.at(-1)?.id ?? null) : null;
      return answer(200, { error: 0, message: 'Success', data: { items, next_cursor } });
    }
    if (unlink !== undefined) {
      counts.unlink += 1;
      gone.add(key);
      listed.delete(key);
      const data = { kind, id, status: 'unlinked', unlinked_at: new Date().toISOString() };
      return answer(200, { error: 0, message: 'Success', data });
    }
    counts.read += 1;
    if (gone.has(key)) return answer(404, { error: -404, message: 'not linked' });
    return answer(200, { error: 0, message: 'Success', data: assetOf(kind, id) });
  });
});
process.on('message', (message) => {
  if (message === 'counts') process.send?.({ counts });
  else for (const id of message as readonly string[]) listed.set(`oa/${id}`, { kind: 'oa', id });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
