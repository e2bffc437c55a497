import { connect, type Socket } from 'node:net';

/** What a server answers to these very bytes, until it closes the connection. */
export function answerTo(port: number, bytes: string): Promise<string> {
  return answerOn(connect(port, '127.0.0.1'), bytes);
}

/** A connection on which these bytes were sent, and that stays open until the server closes it, however it does. */
export async function sent(port: number, bytes: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  return socket;
}

function answerOn(socket: Socket, bytes: string): Promise<string> {
  const said: Buffer[] = [];
  return new Promise((resolve, reject) => {
    socket.on('data', (part: Buffer) => said.push(part));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(said).toString()));
    socket.write(bytes);
  });
}

/** The first line of an answer, without the version. */
export function statusIn(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1]);
}

/** What names no path of any server, and what is not even HTTP. */
export const strangeTargets = [
  '//',
  '///x',
  '/\\',
  'http://[',
  'http://[::1',
  '/%',
  '/%ff',
  '/%00',
  '*',
  '/healthz/',
  '//healthz',
  '/slack/oauth_redirect?code=SECRET-CODE-123',
  'no-slash',
  '/ two',
  `/${'x'.repeat(20_000)}`,
] as const;

export function get(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n`;
}
