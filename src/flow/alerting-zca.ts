import type { Alerts } from './ports/alerts.js';
import type { ZcaClient } from './ports/zca.js';
import type { ZcaWitness } from './ports/zca-state.js';
import { ZcaDenied, ZcaNotNow } from './zca-error.js';

/**
 * Wraps a ZCA client: it raises an alert when the ZCA refuses the bot or needs a log-in, whoever made the call, and
 * tells `witness` how each call ends.
 */
export function alertingZca(zca: ZcaClient, alerts: Alerts, witness: ZcaWitness): ZcaClient {
  const watched = alertingCall(alerts, witness);
  return {
    maxReads: zca.maxReads,
    list: (kind) => watched(zca.list(kind)),
    read: (kind, id, calledBy) => watched(zca.read(kind, id, calledBy)),
    unlink: (order) => watched(zca.unlink(order)),
  };
}

/** The same for a single call. */
export function alertingCall(alerts: Alerts, witness: ZcaWitness): <T>(answer: Promise<T>) => Promise<T> {
  return async (answer) => {
    try {
      const answered = await answer;
      witness.answered();
      return answered;
    } catch (error) {
      if (error instanceof ZcaDenied) alerts.raise({ type: 'zca_denied', why: error.failure.type });
      if (error instanceof ZcaNotNow && error.why !== 'busy')
        alerts.raise({ type: 'console_waits', why: error.why, logIn: error.logIn });
      witness.failed(error);
      throw error;
    }
  };
}
