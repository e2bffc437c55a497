import type { Kind } from '../asset.js';

/** One unlink that reached the console's server; `applied` tells whether it removed a link. */
export interface ConsolePress {
  readonly at: string;
  readonly kind: Kind;
  readonly id: string;
  readonly applied: boolean;
}

/** The unlinks confirmed in the console, oldest first. */
export class PressBook {
  readonly #presses: ConsolePress[] = [];

  add(press: ConsolePress): void {
    this.#presses.push(press);
  }

  list(): readonly ConsolePress[] {
    return this.#presses;
  }
}
