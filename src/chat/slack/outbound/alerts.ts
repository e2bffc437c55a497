import type { webApi } from '@slack/bolt';
import { type Alert, causeOf, requestIdIn } from '../../../core/messages/alert.js';
import type { AlertClaim, AlertMemory, AlertRecord, Alerts } from '../../../flow/ports/alerts.js';
import type { Log } from '../../../flow/ports/log.js';
import type { RateLimiter } from '../../../flow/ports/message-delivery.js';
import type { AlertMetrics } from '../../../flow/ports/metrics.js';
import { TryLater } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { sleepInBackground } from '../../../shared/sleep.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { renderAlert } from '../messages/alert-message.js';
import type { CardLinks } from './card-links.js';
import { InMemoryJournal } from './in-memory-journal.js';
import { postOnce } from './post-once.js';

/** For this long after an alert, a process neither posts nor logs the same cause. */
const cooldownMs = 60_000;
/** Posting an alert is retried for this long; after that it is only in the log. */
const timeoutMs = 10 * 60_000;
/** An alert waits no longer than this for its link: the service that the link needs may be the one that is down. */
const linkTimeoutMs = 2_000;
/** Without the shared alert memory, each process posts a cause once per this interval. */
const aloneMs = 60 * 60_000;
/** A process remembers at most this many causes. */
const maxCauses = 1_000;
/** Alerts bypass the rate-limit queue: they are rare, and the queue's Redis may be what failed. */
const unpaced: Pick<RateLimiter, 'post' | 'posted' | 'refused'> = {
  post: async () => 0,
  posted: async () => undefined,
  refused: async (_post, waitMs) => waitMs,
};

export interface SlackAlertsOptions {
  /** Null: alerts go only to the log. */
  readonly channel: string | null;
  readonly client: webApi.WebClient;
  readonly memory: AlertMemory;
  /** For the admin page; absent: none keeps them. */
  readonly record?: Pick<AlertRecord, 'keep'>;
  readonly cardLinks: Pick<CardLinks, 'of'>;
  readonly messages: Messages;
  readonly metrics: AlertMetrics;
  readonly now: () => number;
  readonly log: Log;
}

/** Posts alerts in the ops channel. */
export class SlackAlerts implements Alerts {
  readonly #options: SlackAlertsOptions;
  readonly #raised = new Map<string, number>();
  /** Causes this process posted while the alert memory did not answer, with their times. */
  readonly #alone = new Map<string, number>();

  constructor(options: SlackAlertsOptions) {
    this.#options = options;
  }

  raise(alert: Alert): void {
    const { log, channel, metrics, now } = this.#options;
    const cause = causeOf(alert);
    const at = now();
    // The clock may have been set back, so a time in the future does not mute the alert.
    if (Math.abs(at - (this.#raised.get(cause) ?? 0)) < cooldownMs) return;
    remember(this.#raised, cause, at);
    metrics.alerted(alert.type);
    log.error('alert.raised', 'alert', {
      ...alert,
      request: 'requestId' in alert ? alert.requestId : undefined,
    });
    // The log has it if Redis does not.
    this.#options.record?.keep(alert, at).catch(() => undefined);
    if (channel === null) return;
    this.#tell(alert, cause, channel, at).catch((error: unknown) => {
      log.error('alert.not_posted', 'could not deliver an alert', { cause, error: String(error) });
    });
  }

  async #tell(alert: Alert, cause: string, channel: string, at: number): Promise<void> {
    const { memory, log } = this.#options;
    const claim = await memory.claim(cause, alert.type, at).catch((error: unknown) => {
      log.warn('alert.claim_failed', 'could not claim an alert in the shared memory', {
        cause,
        error: String(error),
      });
      return this.#claimAlone(cause, at);
    });
    if (claim === null) return;
    const isTold = await this.#post(alert, claim, channel, at);
    // If the memory does not answer, it drops the claim itself after a while.
    await (isTold ? memory.told(cause) : memory.release(cause)).catch(() => undefined);
  }

  #claimAlone(cause: string, at: number): AlertClaim | null {
    if (at - (this.#alone.get(cause) ?? 0) < aloneMs) return null;
    remember(this.#alone, cause, at);
    return { since: at, isLast: false };
  }

  /** Retries for a limited time; returns whether the alert was posted. */
  async #post(alert: Alert, claim: AlertClaim, channel: string, at: number): Promise<boolean> {
    const { client, messages, now, log } = this.#options;
    const message = renderAlert(alert, claim, await this.#link(alert), messages);
    const post = { op: `alert-${causeOf(alert)}-${at}`, channel, thread: null, causedBy: 'bot', message };
    const deps = { client, journal: new InMemoryJournal(), pace: unpaced, now };
    for (;;) {
      try {
        await postOnce(post, deps);
        return true;
      } catch (error) {
        if (!(error instanceof TryLater) || now() - at + error.delayMs > timeoutMs) {
          log.error('alert.not_posted', 'could not post an alert in the ops channel', {
            channel,
            error: String(error),
          });
          return false;
        }
        await sleepInBackground(error.delayMs);
      }
    }
  }

  async #link(alert: Alert): Promise<string | null> {
    const requestId = requestIdIn(alert);
    if (requestId === null) return null;
    const link = await withTimeout(
      linkTimeoutMs,
      this.#options.cardLinks.of(requestId).catch(() => null),
    );
    return link === 'late' ? null : link;
  }
}

function remember(times: Map<string, number>, cause: string, at: number): void {
  if (times.size >= maxCauses) times.clear();
  times.set(cause, at);
}
