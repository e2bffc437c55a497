import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { type SentCommand, watchCommands } from './redis-commands.js';

interface Traced extends SentCommand {
  span?: Span;
}

/**
 * A span for each Redis command within a trace; the instrumentation of ioredis knows no version 6. A span has the
 * command’s name and none of its arguments, which hold requests and addresses.
 */
export function traceRedis(tracer: Tracer): { readonly stop: () => void } {
  return watchCommands<Traced>(
    (traced) => {
      if (trace.getActiveSpan() === undefined) return;
      const name = traced.command.toUpperCase();
      const attributes = { 'db.system.name': 'redis', 'db.operation.name': name };
      traced.span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
    },
    ({ span, error }) => {
      if (error !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    },
  );
}
