import { tracingChannel } from 'node:diagnostics_channel';
import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

interface Traced {
  readonly command: string;
  span?: Span;
  error?: unknown;
}

/**
 * A span for each Redis command within a trace, over ioredis’s own diagnostics channel: the instrumentation of ioredis
 * knows no version 6. A span has the command’s name and none of its arguments, which hold requests and addresses.
 */
export function traceRedis(tracer: Tracer): { readonly stop: () => void } {
  const channel = tracingChannel<Traced>('ioredis:command');
  const hooks = {
    start: (traced: Traced) => {
      if (trace.getActiveSpan() === undefined) return;
      const name = traced.command.toUpperCase();
      const attributes = { 'db.system.name': 'redis', 'db.operation.name': name };
      traced.span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
    },
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: ({ span, error }: Traced) => {
      if (error !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    },
    error: () => undefined,
  };
  channel.subscribe(hooks);
  return { stop: () => channel.unsubscribe(hooks) };
}
