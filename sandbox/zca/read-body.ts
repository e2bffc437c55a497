import type { IncomingMessage } from 'node:http';

/** The largest body the server reads; an unlink body is far smaller. */
export const maxBodyBytes = 65_536;

/** Reads a call's body as text; null when it exceeds `maxBodyBytes`. */
export async function readBody(message: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of message) {
    size += piece.length;
    // Read to the end anyway: a caller that is still writing would never see the answer.
    if (size <= maxBodyBytes) pieces.push(piece);
  }
  return size > maxBodyBytes ? null : Buffer.concat(pieces).toString('utf8');
}

/** The parsed JSON; the text itself when it is not JSON; undefined when there is none. */
export function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
