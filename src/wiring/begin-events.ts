import type { Config } from '../config/schema.js';
import type { EventSink } from '../flow/ports/events.js';
import type { Log } from '../flow/ports/log.js';
import { EventDelivery } from '../ops/event-delivery.js';
import { FileSink, StdoutSink, WebhookSink } from '../ops/event-sinks.js';
import { RedisEventTurns } from '../store/event-turns.js';
import type { RedisClient } from '../store/redis-client.js';
import { now, type Parts } from './components.js';

/** Delivers the audit log to each sink in the settings, from now on. */
export function beginEvents(
  config: Pick<Config, 'events' | 'redis'>,
  redis: RedisClient,
  { keys, alerts, network }: Pick<Parts, 'keys' | 'alerts' | 'network'>,
  log: Log,
): { readonly stop: () => Promise<void> } {
  const { includeTexts } = config.events;
  const settings = { prefix: config.redis.prefix, includeTexts };
  const running = sinksOf(config.events, network.fetch).map((sink) =>
    new EventDelivery({
      ...{ sink, settings, alerts, log, now },
      turns: new RedisEventTurns(redis, keys, sink.name),
    }).begin(),
  );
  return {
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()));
    },
  };
}

function sinksOf({ url, secrets, file }: Config['events'], call: typeof fetch): readonly EventSink[] {
  return [
    ...(url === null ? [] : [new WebhookSink({ url, secrets, fetch: call })]),
    ...(file === null ? [] : [file === '-' ? new StdoutSink() : new FileSink(file)]),
  ];
}
