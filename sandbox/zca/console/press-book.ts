import type { Kind } from '../asset.js';

/** One unlink that reached the console's server, and whether it took a link away. */
export interface ConsolePress {
  readonly at: string;
  readonly kind: Kind;
  readonly id: string;
  readonly applied: boolean;
}

/** What was confirmed in the console, oldest first. */
export class PressBook {
  readonly #presses: ConsolePress[] = [];

  add(press: ConsolePress): void {
    this.#presses.push(press);
  }

  list(): readonly ConsolePress[] {
    return this.#presses;
  }
}
