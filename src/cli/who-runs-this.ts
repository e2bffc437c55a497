import { hostname, userInfo } from 'node:os';

/** The account and the machine, as `deploy@host7`: no person's id in the chat has an @. */
export function whoRunsThis(): string {
  return `${account()}@${hostname()}`;
}

/** In a container the account may have a number and no name. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
