import { randomUUID } from 'node:crypto';
import { type Answer, failure } from './answer.js';
import type { Fault } from './fault.js';
import { spoil } from './nonsense.js';
import type { Pause, Reply } from './reply.js';
import type { UnlinkManner } from './unlink-asset.js';

/** How a fault changes the work itself. */
export interface Bend {
  /** For a list: ignore the requested cursor and point to this one. */
  readonly loopTo?: string;
  /** For an unlink: what to do with the link. */
  readonly manner?: UnlinkManner;
}

/** Does what the call asks for and returns the answer. */
export type Work = (bend?: Bend) => Answer;

/** Turns a call that meets a fault into its reply. */
export async function misbehave(fault: Fault, work: Work, pause: Pause): Promise<Reply> {
  switch (fault.type) {
    case 'delay':
      return whole(await delayed(fault, work, pause));
    case 'drop_before':
      return { type: 'drop' };
    case 'drop_after':
      work();
      return { type: 'drop' };
    case 'drop_midway':
      return { type: 'half', answer: work() };
    case 'hang':
      if (fault.applyFirst) work();
      return { type: 'hang' };
    case 'slow_body':
      return { type: 'slow', answer: work(), durationMs: fault.durationMs };
    default:
      return whole(wrongAnswer(fault, work));
  }
}

type Delay = Extract<Fault, { type: 'delay' }>;
type WrongAnswer = Exclude<
  Fault,
  { type: 'delay' | 'drop_before' | 'drop_after' | 'drop_midway' | 'hang' | 'slow_body' }
>;

function whole(answer: Answer): Reply {
  return { type: 'answer', answer };
}

async function delayed(fault: Delay, work: Work, pause: Pause): Promise<Answer> {
  if (!fault.applyFirst) {
    await pause(fault.delayMs);
    return work();
  }
  const answer = work();
  await pause(fault.delayMs);
  return answer;
}

function wrongAnswer(fault: WrongAnswer, work: Work): Answer {
  switch (fault.type) {
    case 'huge_body':
      return padded(work(), fault.bytes);
    case 'next_page_loop':
      return work({ loopTo: loopCursor(fault.cursor) });
    case 'stale_read':
      return work({ manner: { type: 'stale', reads: fault.reads } });
    case 'not_applied':
      return work({ manner: { type: 'forget' } });
    case 'nonsense':
      return spoil(work(fault.applyFirst ? {} : { manner: { type: 'rehearse' } }), fault.variant);
    default:
      return failed(fault, work);
  }
}

type Failed = Exclude<
  WrongAnswer,
  { type: 'huge_body' | 'next_page_loop' | 'stale_read' | 'not_applied' | 'nonsense' }
>;

function failed(fault: Failed, work: Work): Answer {
  if (fault.type === 'ratelimited') return tooManyCalls(fault.retryAfterSeconds);
  if (fault.applyFirst) work();
  if (fault.type === 'html') return htmlPage(fault.status);
  if (fault.type === 'error_in_200') return failure(200, fault.error, fault.message ?? wordsFor(fault.error));
  const error = fault.error ?? errorFor(fault.status);
  return failure(fault.status, error, fault.message ?? wordsFor(error));
}

function tooManyCalls(retryAfterSeconds: number): Answer {
  return failure(429, -32, wordsFor(-32), { 'retry-after': String(retryAfterSeconds) });
}

/** The contract's code for an HTTP status. */
function errorFor(status: number): number {
  if (status === 401) return -216;
  return status === 429 ? -32 : -status;
}

const words: Readonly<Record<number, string>> = {
  [-32]: 'Too many calls, wait before the next one',
  [-216]: 'Access token is invalid',
  [-403]: 'This token does not belong to an administrator of the ZCA',
  [-404]: 'Not linked to this ZCA',
  [-409]: 'Refused by the ZCA',
};

function wordsFor(error: number): string {
  return words[error] ?? `The gateway failed (${error})`;
}

function htmlPage(status: number): Answer {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>nginx</body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function padded(answer: Answer, bytes: number): Answer {
  const padding = 'x'.repeat(Math.max(0, bytes - answer.body.length));
  return { ...answer, body: answer.body.replace(/}$/, `,"padding":"${padding}"}`) };
}

function loopCursor(cursor: 'same' | 'fresh'): string {
  return cursor === 'same' ? 'loop' : `loop-${randomUUID()}`;
}
