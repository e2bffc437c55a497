import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../../flow/ports/log.js';
import type { ZaloEvent, ZaloEvents } from '../../../flow/ports/zalo-events.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { parseExactly } from './exact-json.js';
import { readBody } from './read-body.js';
import { readBotEvent } from './read-bot-event.js';
import { readOaDelivery, readOaEvent } from './read-oa-event.js';
import { hashIn, isSameSecret, isSigned } from './signature.js';

/** The paths that Zalo is told. */
export const oaWebhookPath = '/zalo/webhook';
export const botWebhookPath = '/zalo/bot';

/** Zalo waits 2 s; the rest is for the way. In milliseconds. */
const storeMs = 1_500;
/** Zalo's clock and Redis's may differ by this much. An event from later than that could be repeated for ever. */
const aheadMs = 5 * 60_000;
/** The interval between log lines about refused requests. */
const tellEveryMs = 60_000;

interface WebhookPorts {
  readonly events: ZaloEvents;
  readonly now: () => number;
  readonly log: Log;
}

export interface OaWebhookOptions extends WebhookPorts {
  readonly appId: string;
  readonly secret: string;
  /** An older event is answered and dropped. */
  readonly maxAgeMs: number;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Takes events of OAs. Answers 401 to what Zalo did not sign, 200 once the event is stored, and 503 if it could not be
 * stored in time, so that Zalo sends it again. What the bot does not know is answered 200 and dropped.
 */
export function oaWebhook(options: OaWebhookOptions): Handle {
  const { appId, secret, maxAgeMs, now, log } = options;
  const refusals = new RefusalCount(log);
  return async (request, response) => {
    const hash = hashIn(request.headers['x-zevent-signature']);
    if (hash === null) return refusals.refuse(response);
    const raw = await readBody(request);
    if (!Buffer.isBuffer(raw)) return end(response, raw);
    // Parsed before it is believed, since the timestamp is part of what is signed.
    const delivery = readOaDelivery(parsed(raw));
    if (delivery === null) return refusals.refuse(response);
    if (!isSigned(raw, hash, { appId, timestamp: delivery.timestamp, secret }))
      return refusals.refuse(response);
    const age = now() - Number(delivery.timestamp);
    if (delivery.appId !== appId || age > maxAgeMs || age < -aheadMs) {
      log.warn('zalo.event_dropped', 'dropped an event of Zalo for another app, or of another time', {
        eventName: delivery.name,
        isOwnApp: delivery.appId === appId,
        ageMs: age,
      });
      return end(response, 200);
    }
    await store(readOaEvent(delivery), response, options);
  };
}

export interface BotWebhookOptions extends WebhookPorts {
  /** The `secret_token` that `setWebhook` was given. */
  readonly secret: string;
}

/** Takes events of the Zalo bot, which carry a secret and no signature. Zalo does not send them again. */
export function botWebhook(options: BotWebhookOptions): Handle {
  const refusals = new RefusalCount(options.log);
  return async (request, response) => {
    if (!isSameSecret(request.headers['x-bot-api-secret-token'], options.secret))
      return refusals.refuse(response);
    const raw = await readBody(request);
    if (!Buffer.isBuffer(raw)) return end(response, raw);
    await store(readBotEvent(parsed(raw)), response, options);
  };
}

async function store(
  event: ZaloEvent | null,
  response: ServerResponse,
  { events, log }: WebhookPorts,
): Promise<void> {
  if (event === null) return end(response, 200);
  try {
    const stored = await withTimeout(storeMs, events.take(event));
    if (stored !== 'late') return end(response, 200);
    log.warn('zalo.event_not_stored', 'could not store an event of Zalo in time', { error: 'late' });
  } catch (error) {
    log.warn('zalo.event_not_stored', 'could not store an event of Zalo in time', { error: String(error) });
  }
  end(response, 503);
}

/** Undefined when the bytes are no JSON. */
function parsed(raw: Buffer): unknown {
  try {
    return parseExactly(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Closes the connection unless all went well, so that nothing more of the request is read. */
function end(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 200 ? {} : { connection: 'close' }).end();
}

/** Refuses requests, and logs how many once a minute: a flood fills no log. */
class RefusalCount {
  readonly #log: Log;
  #count = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(log: Log) {
    this.#log = log;
  }

  refuse(response: ServerResponse): void {
    this.#count += 1;
    if (performance.now() - this.#toldAt >= tellEveryMs) {
      this.#log.warn('zalo.webhook_refused', 'refused requests that Zalo did not sign', {
        requests: this.#count,
      });
      this.#count = 0;
      this.#toldAt = performance.now();
    }
    end(response, 401);
  }
}
