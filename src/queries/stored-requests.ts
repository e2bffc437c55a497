import type { Request } from '../core/request/request.js';
import type { Log } from '../flow/ports/log.js';
import type { RequestIndex, RequestStore, StoredRequest } from '../flow/ports/store.js';

export interface StoredPorts {
  readonly store: Pick<RequestStore, 'getAll' | 'open'>;
  readonly index: RequestIndex;
  readonly log: Log;
}

/** One stored request, or why it cannot be read. Throws when the store does not answer. */
export async function readRequest(id: string, ports: StoredPorts): Promise<StoredRequest> {
  const [request = null] = await ports.store.getAll([id]);
  if (typeof request === 'string') sayUnreadable(id, ports);
  return request;
}

/** Those of them that are there and can be read, in their order. Throws when the store does not answer. */
export async function readRequests(ids: readonly string[], ports: StoredPorts): Promise<Request[]> {
  const read = await ports.store.getAll(ids);
  return read.flatMap((request, at) => {
    if (typeof request === 'string') sayUnreadable(ids[at] ?? '', ports);
    return request === null || typeof request === 'string' ? [] : [request];
  });
}

/** Everything to which something is still to happen. Throws when the store does not answer. */
export async function openRequests(ports: StoredPorts): Promise<Request[]> {
  return readRequests(await ports.store.open(), ports);
}

/** Somebody's newest requests, up to so many, and how many there are. Throws when the store does not answer. */
export async function requestsOf(
  user: string,
  most: number,
  ports: StoredPorts,
): Promise<{ readonly requests: readonly Request[]; readonly total: number }> {
  const { ids, total } = await ports.index.requestOfDelivery(user, most);
  return { requests: await readRequests(ids, ports), total };
}

function sayUnreadable(request: string, { log }: StoredPorts): void {
  log.warn('a stored request cannot be read and is left out', { request });
}
