import { createRequire, syncBuiltinESMExports } from 'node:module';
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { BullMQOtel } from 'bullmq-otel';
import { withTimeout } from '../shared/with-timeout.js';
import { traceRedis } from './redis-traces.js';
import type { Tracing } from './traces.js';

/** A receiver that does not answer holds the end of a process up no longer. */
const flushMs = 1_000;
/** Asked often, by machines. */
const untracedPaths = new Set(['/healthz', '/readyz', '/metrics']);

/** Traces deliveries, jobs, Redis commands and outgoing calls; the receiver and the sampling come from `OTEL_…`. */
export function openTelemetry(serviceName: string): Tracing {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': serviceName }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const http = new HttpInstrumentation({
    ignoreIncomingRequestHook: ({ url = '' }) => untracedPaths.has(url.split('?', 1)[0] ?? ''),
    // An incoming target may hold whatever a stranger puts there.
    requestHook: (span) => span.setAttributes({ 'url.query': '' }),
  });
  const calls = new UndiciInstrumentation({
    // A response_url lets anybody who knows it write to the channel, so a span hides its path.
    requestHook: (span, { origin, path }) => {
      if (!path.startsWith('/api/'))
        span.setAttributes({
          'url.full': `${origin}/[redacted]`,
          'url.path': '/[redacted]',
          'url.query': '',
        });
    },
  });
  for (const each of [http, calls]) each.setTracerProvider(provider);
  instrumentHttp();
  const commands = traceRedis(provider.getTracer('ioredis'));
  return {
    telemetry: new BullMQOtel({ tracerName: 'bullmq' }),
    facts: () => {
      const traceId = trace.getActiveSpan()?.spanContext().traceId;
      return traceId === undefined ? {} : { trace_id: traceId };
    },
    stop: async () => {
      commands.stop();
      await withTimeout(
        flushMs,
        provider.shutdown().catch(() => undefined),
      );
    },
  };
}

/** The instrumentation changes what `require` gives; ECMAScript imports of the built-in modules follow by this call. */
function instrumentHttp(): void {
  const require = createRequire(import.meta.url);
  for (const name of ['http', 'https']) require(name);
  syncBuiltinESMExports();
}
