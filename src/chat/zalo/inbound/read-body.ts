import type { IncomingMessage } from 'node:http';

/** In bytes. The longest text that Zalo passes on is some 6 kB in JSON. */
const mostBytes = 64 * 1024;

/** The exact bytes of a request's body, or the HTTP status to refuse it with. */
export async function readBody(request: IncomingMessage): Promise<Buffer | 400 | 413> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      const bytes = Buffer.from(piece);
      size += bytes.length;
      if (size > mostBytes) return 413;
      pieces.push(bytes);
    }
  } catch {
    // The sender went away.
    return 400;
  }
  return Buffer.concat(pieces);
}
