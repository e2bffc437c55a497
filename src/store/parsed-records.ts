import type { Request } from '../core/request/request.js';

/** So many open requests change at the same time in a busy worker; each is some kilobytes. */
const most = 200;

/**
 * The requests that this process last read or wrote, by their stored text: reading the same text again costs no
 * parsing. Another text, also of the same revision, is never taken for it.
 */
export class ParsedRecords {
  readonly #known = new Map<string, { readonly text: string; readonly request: Request }>();

  find(id: string, text: string): Request | null {
    const known = this.#known.get(id);
    return known?.text === text ? known.request : null;
  }

  keep(text: string, request: Request): void {
    const { id } = request;
    this.#known.delete(id);
    this.#known.set(id, { text, request });
    const [oldest] = this.#known.keys();
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest);
  }
}
