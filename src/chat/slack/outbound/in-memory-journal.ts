import type { MessageRef, PostEntry, PostJournal } from '../../../flow/ports/message-delivery.js';

/** A journal for one process's attempts to post one message; it needs no service that may be down. */
export class InMemoryJournal implements PostJournal {
  readonly #entries = new Map<string, PostEntry>();

  async read(op: string): Promise<PostEntry | null> {
    return this.#entries.get(op) ?? null;
  }

  async begin(op: string, at: number): Promise<PostEntry | null> {
    const before = this.#entries.get(op) ?? null;
    if (before === null) this.#entries.set(op, { type: 'sending', since: at });
    return before;
  }

  async again(op: string, since: number, at: number): Promise<boolean> {
    const before = this.#entries.get(op);
    if (before?.type !== 'sending' || before.since !== since) return false;
    this.#entries.set(op, { type: 'sending', since: at });
    return true;
  }

  async done(op: string, message: MessageRef): Promise<void> {
    this.#entries.set(op, { type: 'posted', message });
  }

  async abandon(op: string, since: number): Promise<void> {
    const before = this.#entries.get(op);
    if (before?.type === 'sending' && before.since === since) this.#entries.delete(op);
  }

  async forget(op: string, message: MessageRef): Promise<void> {
    const before = this.#entries.get(op);
    if (before?.type === 'posted' && before.message === message) this.#entries.delete(op);
  }
}
