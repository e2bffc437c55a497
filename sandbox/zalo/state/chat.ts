/** A button under a message, as the OA sent it. */
export interface Button {
  readonly title: string;
  readonly type: string;
  /** The text that pressing the button sends; for a link, its address. */
  readonly payload: unknown;
}

/** One message of a conversation. Neither an OA nor a bot can change or delete it. */
export interface Message {
  readonly id: string;
  readonly from: 'person' | 'oa' | 'bot';
  readonly text: string;
  readonly buttons: readonly Button[];
  /** The id of the message that it quotes. */
  readonly quotes: string | null;
  /** A press of `oa.query.hide` reaches the OA and is not shown. */
  readonly isHidden: boolean;
  readonly kind: 'text' | 'sticker' | 'image';
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** With whom a person talks. */
export type Side = 'oa' | 'bot';

/** Every conversation, by person and side. */
export class Chats {
  readonly #messages = new Map<string, Message[]>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** Grows with every message. */
  get version(): number {
    return this.#version;
  }

  of(person: string, side: Side): readonly Message[] {
    return this.#messages.get(`${side}:${person}`) ?? [];
  }

  add(person: string, side: Side, message: Message): void {
    this.#messages.set(`${side}:${person}`, [...this.of(person, side), message]);
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns the function that stops listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
