import type { Request } from '../core/request.js';
import type { Log, RequestStore } from '../flow/ports.js';

/** How far back is looked, and how much is read at once. */
const most = 2_000;
const pageSize = 100;

export interface NewestPorts {
  readonly store: Pick<RequestStore, 'get' | 'newest'>;
  readonly log: Log;
}

export interface NewestRequests {
  /** The newest first. */
  readonly requests: readonly Request[];
  /** False: there are older ones. */
  readonly isWhole: boolean;
}

/** The 2,000 newest requests, without those whose record cannot be read. Throws when the store does not answer. */
export async function newestRequests(ports: NewestPorts): Promise<NewestRequests> {
  // A request that is asked meanwhile moves all others back by one, so that one may be met twice.
  const found = new Map<string, Request>();
  for (let skip = 0; skip < most; skip += pageSize) {
    const ids = await ports.store.newest(skip, pageSize);
    const read = await Promise.all(ids.map((id) => readRequest(id, ports)));
    for (const request of read) {
      if (request !== null && request !== 'corrupt') found.set(request.id, request);
    }
    if (ids.length < pageSize) return { requests: [...found.values()], isWhole: true };
  }
  const older = await ports.store.newest(most, 1);
  return { requests: [...found.values()], isWhole: older.length === 0 };
}

/** One stored request; `corrupt` when its record cannot be read. Throws when the store does not answer. */
export async function readRequest(
  id: string,
  { store, log }: NewestPorts,
): Promise<Request | 'corrupt' | null> {
  try {
    return await store.get(id);
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    log.warn('a stored request cannot be read and is left out', { request: id });
    return 'corrupt';
  }
}

/** The store's own class is out of sight from here; its name is part of what it promises. */
function isCorrupt(error: unknown): boolean {
  return error instanceof Error && error.name === 'CorruptRecord';
}
