import { z } from 'zod';
import {
  isToldOpen,
  type ReadEntry,
  replayed,
  type Told,
  untoldFields,
} from '../core/request/audit-replay.js';
import type { RequestStore } from '../flow/ports/store.js';

const entryRecord: z.ZodType<ReadEntry> = z.object({
  at: z.number(),
  requestId: z.string(),
  action: z.string(),
  actor: z.string(),
  surface: z.string().exactOptional(),
  details: z.record(z.string(), z.unknown()),
});

/** Records read per round trip. */
const pageSize = 500;

/** A stored request that differs from its audit entries. */
export interface UntoldRecord {
  readonly requestId: string;
  readonly problem:
    | { readonly type: 'not_in_log' | 'gone' | 'unreadable' }
    | { readonly type: 'differs'; readonly fields: readonly string[] };
}

/** Replays requests from the audit log's entries, to compare them with the stored ones. */
export class ToldRequests {
  readonly #told = new Map<string, Told>();

  read(entry: string): void {
    const parsed = entryRecord.safeParse(jsonOf(entry));
    if (!parsed.success || parsed.data.requestId === '') return;
    const { requestId } = parsed.data;
    const told = replayed(this.#told.get(requestId) ?? null, parsed.data);
    if (told !== null) this.#told.set(requestId, told);
  }

  get ids(): string[] {
    return [...this.#told.keys()];
  }

  /** Of these requests, those stored differently from their entries. A finished request may have been removed. */
  async untold(ids: readonly string[], store: Pick<RequestStore, 'getAll'>): Promise<UntoldRecord[]> {
    const found: UntoldRecord[] = [];
    for (let from = 0; from < ids.length; from += pageSize) {
      const page = ids.slice(from, from + pageSize);
      const records = await store.getAll(page);
      page.forEach((requestId, at) => {
        const problem = this.#problemOf(requestId, records[at] ?? null);
        if (problem !== null) found.push({ requestId, problem });
      });
    }
    return found;
  }

  #problemOf(
    id: string,
    record: Awaited<ReturnType<RequestStore['getAll']>>[number],
  ): UntoldRecord['problem'] | null {
    const told = this.#told.get(id) ?? null;
    if (typeof record === 'string') return { type: 'unreadable' };
    if (record === null) return told !== null && isToldOpen(told) ? { type: 'gone' } : null;
    if (told === null) return { type: 'not_in_log' };
    const fields = untoldFields(record, told);
    return fields.length === 0 ? null : { type: 'differs', fields };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
