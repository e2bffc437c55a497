import { isOpen, type Request } from '../core/request/request.js';
import type { Log } from '../flow/ports/log.js';
import type { RequestIndex, RequestStore, StoredRequest } from '../flow/ports/store.js';
import { letOthersWork } from '../shared/let-others-work.js';

export interface StoredPorts {
  readonly store: Pick<RequestStore, 'getAll' | 'open'>;
  readonly index: RequestIndex;
  readonly log: Log;
}

/** One stored request, or why it cannot be read. Throws if the store does not answer. */
export async function readRequest(id: string, ports: StoredPorts): Promise<StoredRequest> {
  const [request = null] = await ports.store.getAll([id]);
  if (typeof request === 'string') sayUnreadable(id, ports);
  return request;
}

/** The requests that exist and are readable, in the order of `ids`. Throws if the store does not answer. */
export async function readRequests(ids: readonly string[], ports: StoredPorts): Promise<Request[]> {
  const read = await ports.store.getAll(ids);
  return read.flatMap((request, at) => {
    if (typeof request === 'string') sayUnreadable(ids[at] ?? '', ports);
    return request === null || typeof request === 'string' ? [] : [request];
  });
}

/** So many records are read from the store at once: some milliseconds of work. */
const pageSize = 50;

/** All open requests, page by page, so that many do not hold up the process. Throws if the store does not answer. */
export async function openRequests(ports: StoredPorts): Promise<Request[]> {
  const ids = await ports.store.open();
  const requests: Request[] = [];
  for (let at = 0; at < ids.length; at += pageSize) {
    if (at > 0) await letOthersWork();
    requests.push(...(await readRequests(ids.slice(at, at + pageSize), ports)));
  }
  return requests;
}

/** A person's newest open request; null if none is readable. Throws if the store does not answer. */
export async function newestOpenOf(user: string, ports: StoredPorts): Promise<Request | null> {
  for (const id of await ports.index.openOf(user)) {
    const [request] = await readRequests([id], ports);
    if (request !== undefined && isOpen(request)) return request;
  }
  return null;
}

/** A person's newest requests, at most `most`, and their total number. Throws if the store does not answer. */
export async function requestsOf(
  user: string,
  most: number,
  ports: StoredPorts,
): Promise<{ readonly requests: readonly Request[]; readonly total: number }> {
  const { ids, total } = await ports.index.requestOfDelivery(user, most);
  return { requests: await readRequests(ids, ports), total };
}

function sayUnreadable(request: string, { log }: StoredPorts): void {
  log.warn('request.corrupt', 'left out a stored request that cannot be read', { request });
}
