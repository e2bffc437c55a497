import type { RateLimiter } from '../flow/ports/message-delivery.js';
import type { CallMetrics, WaitCause, WaitMetrics } from '../flow/ports/metrics.js';
import type { ZaloOas } from '../flow/ports/zalo.js';
import type { ZcaClient } from '../flow/ports/zca.js';
import { ZcaError } from '../flow/zca-error.js';

/** A shorter wait is the way to Redis and back, not a limit. */
const shortestWaitMs = 50;

/** Times each call to the ZCA and counts how it ends. */
export function measuredZca(zca: ZcaClient, metrics: CallMetrics): ZcaClient {
  return {
    maxReads: zca.maxReads,
    list: (kind) => measuredCall('list', zca.list(kind), metrics),
    read: (kind, id, calledBy) => measuredCall('read', zca.read(kind, id, calledBy), metrics),
    unlink: (order) => measuredCall('unlink', zca.unlink(order), metrics),
  };
}

/** The same for a single call. */
export async function measuredCall<T>(call: string, answer: Promise<T>, metrics: CallMetrics): Promise<T> {
  const end = metrics.begin('zca', call);
  try {
    const answered = await answer;
    end('ok');
    return answered;
  } catch (error) {
    end(error instanceof ZcaError ? error.failure.type : 'failed');
    throw error;
  }
}

/** Times each question to Zalo; one for an OA without a token is none. */
export function measuredZalo(zalo: ZaloOas, metrics: CallMetrics): ZaloOas {
  return {
    linkedZca: async (oaId) => {
      const end = metrics.begin('zalo', 'getoa');
      const answer = await zalo.linkedZca(oaId);
      if (answer !== null) end(answer.type === 'shown' ? 'ok' : answer.why.type);
      return answer;
    },
  };
}

/** Measures the waits that the limits of posts and updates impose. */
export function measuredPace(pace: RateLimiter, metrics: WaitMetrics): RateLimiter {
  const told = (cause: WaitCause, waitMs: number) => {
    if (waitMs > 0) metrics.waited(cause, waitMs);
    return waitMs;
  };
  return {
    post: async (waiting) => told('slack_posts', await pace.post(waiting)),
    posted: (post) => pace.posted(post),
    refused: async (post, waitMs) => told('slack_retry_after', await pace.refused(post, waitMs)),
    update: async (op) => told('slack_updates', await pace.update(op)),
    updated: (op) => pace.updated(op),
  };
}

/** Measures a wait for a turn, and the time it says to wait further. */
export async function measuredWait(
  cause: WaitCause,
  turn: Promise<number>,
  metrics: WaitMetrics,
): Promise<number> {
  const since = performance.now();
  const furtherMs = await turn;
  const ms = performance.now() - since + furtherMs;
  if (ms >= shortestWaitMs) metrics.waited(cause, ms);
  return furtherMs;
}
