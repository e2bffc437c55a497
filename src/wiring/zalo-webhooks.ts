import type { Heard } from '../chat/zalo/inbound/heard.js';
import { botWebhook, botWebhookPath, oaWebhook, oaWebhookPath } from '../chat/zalo/inbound/webhook.js';
import type { Config } from '../config/schema.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import type { ZaloEvent } from '../flow/ports/zalo-events.js';
import { startZaloWorker, ZaloQueue } from '../jobs/zalo-queue.js';
import type { Route } from '../ops/http-server.js';
import type { RedisClient } from '../store/redis-client.js';
import { now, type Parts } from './components.js';
import type { Hearing } from './zalo-chat.js';
import { oaSigner, zaloQueuesOf } from './zalo-doors.js';

const minuteMs = 60_000;
/** A finished event is known this much longer than Zalo may repeat it. */
const marginMs = 30 * minuteMs;

interface WebhookParts {
  readonly redis: RedisClient;
  readonly parts: Pick<Parts, 'replicas' | 'alerts'>;
  readonly log: Log;
}

/** The webhooks for which there are settings, with the queue behind them. */
export function zaloWebhooksOf(
  config: Config,
  { redis, parts, log }: WebhookParts,
): { readonly routes: readonly Route[]; readonly close: () => Promise<void> } {
  const oa = oaSigner(config);
  const { botToken, botSecret } = config.zalo;
  if (oa === null && (botToken === null || botSecret === null))
    return { routes: [], close: async () => undefined };
  const maxAgeMs = config.zalo.webhookMaxAgeMinutes * minuteMs;
  const queue = new ZaloQueue(queueOptions(config, redis, log), {
    ...parts,
    rememberMs: maxAgeMs + marginMs,
  });
  const ports = { events: queue, now, log };
  const post = (path: string, handle: Route['handle']): Route => ({ method: 'POST', path, handle });
  return {
    routes: [
      ...(oa === null ? [] : [post(oaWebhookPath, oaWebhook({ ...oa, maxAgeMs, ...ports }))]),
      ...(botToken === null || botSecret === null
        ? []
        : [post(botWebhookPath, botWebhook({ secret: botSecret, ...ports }))]),
    ],
    close: () => queue.close(),
  };
}

/** Takes events out of the queue. `hearing` null: the bot does not speak in Zalo, so nothing answers. */
export function zaloWorkerOf(
  config: Config,
  redis: RedisClient,
  hearing: Hearing | null,
  { alerts, log }: { readonly alerts: Alerts; readonly log: Log },
): ReturnType<typeof startZaloWorker> {
  if (zaloQueuesOf(config).length === 0)
    return { ready: async () => undefined, close: async () => undefined };
  const { oaId } = config.zalo;
  // An app's webhook also gets the events of its other OAs, each of which knows people by other ids.
  const speaksIn = ({ from, to }: ZaloEvent) =>
    hearing !== null && (from.surface === 'zalo-bot' || to === oaId);
  const handle = async (event: ZaloEvent) => {
    const heard = heardIn(event);
    if (heard === null) return;
    if (speaksIn(event)) return hearing?.hear(heard);
    const { type, to, delivery } = event;
    log.info('zalo.event_unanswered', 'an event of Zalo came, and the bot does not speak there', {
      ...{ type, to, delivery },
    });
  };
  const giveUp = async (event: ZaloEvent) => {
    const heard = heardIn(event);
    if (heard !== null && speaksIn(event)) await hearing?.giveUp(heard);
  };
  return startZaloWorker(queueOptions(config, redis, log), { handle, giveUp }, alerts);
}

/** Returns a person's words to the bot alone; null: none. In groups the bot only gives notice. */
function heardIn(event: ZaloEvent): Heard | null {
  const { from, at, delivery: message } = event;
  if (from.surface === 'slack') return null;
  const heard = { surface: from.surface, account: from.id, message, at };
  switch (event.type) {
    case 'text':
      return event.isInGroup ? null : { ...heard, text: event.text };
    case 'press':
      return { ...heard, text: event.payload };
    case 'picture':
      return { ...heard, text: null };
    case 'follow':
    case 'unfollow':
      return null;
  }
}

function queueOptions({ redis: { prefix } }: Config, connection: RedisClient, log: Log) {
  return { connection, prefix, log };
}
