import type { Alerts } from './ports/alerts.js';
import type { ZcaClient } from './ports/zca.js';
import { ZcaDenied, ZcaNotNow } from './zca-error.js';

/** The same ZCA; that it does not let the bot in, or waits for somebody to log it in, is raised, whoever made the call. */
export function watchedZca(zca: ZcaClient, alerts: Alerts): ZcaClient {
  const watched = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      if (error instanceof ZcaDenied) alerts.raise({ type: 'zca_denied', why: error.failure.type });
      if (error instanceof ZcaNotNow && error.why !== 'busy')
        alerts.raise({ type: 'console_waits', why: error.why, logIn: error.logIn });
      throw error;
    });
  return {
    list: (kind) => watched(zca.list(kind)),
    read: (kind, id, calledBy) => watched(zca.read(kind, id, calledBy)),
    unlink: (order) => watched(zca.unlink(order)),
  };
}
