import type { Clock } from './clock.js';
import { newSecret } from './ids.js';

/** "up to 5 times within 30 minutes". docs.slack.dev/interactivity/handling-user-interaction */
const mostUses = 5;
const lifeMs = 30 * 60 * 1000;

/** What a response_url speaks about. */
export interface ResponseTarget {
  user: string;
  channel: string;
  /** The message the person acted on; absent for a slash command. */
  source?: { ts: string };
  thread_ts?: string;
}

/** Why a response_url is no longer answered. */
export type ResponseUrlRefusal = 'used_url' | 'expired_url';

/** The addresses Slack hands out with commands, actions and submissions. */
export interface ResponseUrls {
  issue(kind: 'commands' | 'actions' | 'app', target: ResponseTarget): string;
  /** Counts one use of the address with this secret. */
  use(secret: string): ResponseTarget | { refused: ResponseUrlRefusal };
}

/** No addresses yet; `origin` and `teamId` make the address. */
export function createResponseUrls(clock: Clock, origin: () => string, teamId: string): ResponseUrls {
  const issued = new Map<string, { target: ResponseTarget; atMs: number; uses: number }>();
  return {
    issue(kind, target) {
      const secret = newSecret();
      issued.set(secret, { target, atMs: clock.nowMs(), uses: 0 });
      return `${origin()}/${kind}/${teamId}/${issued.size}/${secret}`;
    },
    use(secret) {
      const entry = issued.get(secret);
      if (!entry || clock.nowMs() - entry.atMs > lifeMs) return { refused: 'expired_url' };
      if (entry.uses >= mostUses) return { refused: 'used_url' };
      entry.uses += 1;
      return entry.target;
    },
  };
}
