/** The occasions on which somebody is told something, each once: the answer to a command, and to a press. */

export function askOccasion(delivery: string): string {
  return `ask-${delivery}`;
}

export function pressOccasion(press: string): string {
  return `press-${press}`;
}
