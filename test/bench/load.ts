import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { commandBody, type PressedButton, pressBody, signedRequest } from './deliveries.js';
import { share } from './result.js';

/** One process sends this in one round. It makes and signs every request before the clock starts. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly count: number;
  /** Absent: slash commands. */
  readonly button?: PressedButton;
}

export interface LoadResult {
  /** Acknowledgements a second. */
  readonly rate: number;
  readonly p99Ms: number;
  /** A 200 without a message: a command is then recorded; whoever pressed may still be told otherwise. */
  readonly accepted: number;
  /** A 200 with a message to the sender, as that it could not be recorded. */
  readonly told: number;
  /** Any other answer, of which Slack tells the sender that the app failed. */
  readonly failed: number;
}

interface Answers {
  readonly times: number[];
  accepted: number;
  told: number;
  failed: number;
}

process.on('message', (load: Load) => {
  void send(load).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

async function send({ port, connections, count, button }: Load): Promise<LoadResult> {
  const requests = Array.from({ length: count }, (_, number) => {
    const unique = randomUUID();
    return signedRequest(
      button === undefined ? commandBody(unique, number) : pressBody(unique, number, button),
    );
  });
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const answers: Answers = { times: [], accepted: 0, told: 0, failed: 0 };
  const began = performance.now();
  await Promise.all(sockets.map((socket) => sendOver(socket, requests, answers)));
  const tookMs = performance.now() - began;
  for (const socket of sockets) socket.destroy();
  const { times, ...counted } = answers;
  return {
    ...counted,
    rate: (count / tookMs) * 1000,
    p99Ms: share(
      times.toSorted((a, b) => a - b),
      0.99,
    ),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
}

/** Sends one request after the other until none is left; each connection waits for its answer, as Slack does. */
function sendOver(socket: Socket, requests: Buffer[], answers: Answers): Promise<void> {
  return new Promise((resolve, reject) => {
    let since = 0;
    let answer = '';
    const next = () => {
      const request = requests.pop();
      if (request === undefined) return resolve();
      since = performance.now();
      socket.write(request);
    };
    socket.on('error', reject).on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (!isWhole(answer)) return;
      answers.times.push(performance.now() - since);
      answers[kindOf(answer)] += 1;
      answer = '';
      next();
    });
    next();
  });
}

function kindOf(answer: string): 'accepted' | 'told' | 'failed' {
  if (!answer.startsWith('HTTP/1.1 200')) return 'failed';
  return answer.includes('"response_type"') ? 'told' : 'accepted';
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const heads = answer.slice(0, end).toLowerCase();
  const length = /\r\ncontent-length: (\d+)/u.exec(heads)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return answer.endsWith('0\r\n\r\n');
}
