import type { Request } from '../core/request/request.js';
import { requestIds } from '../core/request/request-id.js';
import type { Ports } from './ports/ports.js';

/** The request that a delivery created; null if there is none yet, or none that can be read. */
export async function requestOfDelivery(
  delivery: string,
  { store }: Pick<Ports, 'store'>,
): Promise<Request | null> {
  // An id may belong to another delivery's request or hold a malformed record; ours then has a later id.
  for (const request of await store.getAll(requestIds(delivery)))
    if (typeof request === 'object' && request?.delivery === delivery) return request;
  return null;
}
