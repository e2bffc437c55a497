/** Keys of private messages, each sent once; named after the command or click that caused it. */

export function commandMessageKey(delivery: string): string {
  return `ask-${delivery}`;
}

export function pressMessageKey(press: string): string {
  return `press-${press}`;
}

/** A command waits for somebody to log the bot in. */
export function waitMessageKey(delivery: string): string {
  return `waits-${delivery}`;
}

/** The lookup of a command takes a while. */
export function slowMessageKey(delivery: string): string {
  return `slow-${delivery}`;
}

/** A command or click was recorded while no worker runs. */
export function unattendedMessageKey(delivery: string): string {
  return `unattended-${delivery}`;
}

/** The command or click that a key belongs to; null if it is neither's. */
export function deliveryOf(occasion: string): string | null {
  return /-([0-9a-f]{64})$/u.exec(occasion)?.[1] ?? null;
}
