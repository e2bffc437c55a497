/** The occasions on which somebody is told something, each once. They are named after the command or press that led to them. */

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

/** What a command asks for takes a while to be looked up. */
export function slowMessageKey(delivery: string): string {
  return `slow-${delivery}`;
}

/** A command or press is recorded while no worker runs. */
export function unattendedMessageKey(delivery: string): string {
  return `unattended-${delivery}`;
}

/** The command or press that an occasion is of; null where it is of neither. */
export function deliveryOf(occasion: string): string | null {
  return /-([0-9a-f]{64})$/u.exec(occasion)?.[1] ?? null;
}
