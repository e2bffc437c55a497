import type { Tracing } from './traces.js';

export const untraced: Tracing = {
  telemetry: null,
  facts: () => ({}),
  stop: async () => undefined,
};

/** True if the standard variables of OpenTelemetry name a receiver. */
export function isTraced(env: NodeJS.ProcessEnv): boolean {
  const isOff = env['OTEL_SDK_DISABLED'] === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none';
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '';
  return !isOff && endpoint.trim() !== '';
}

/**
 * Starts tracing if the environment asks for it. Otherwise nothing of OpenTelemetry is loaded.
 * @throws {NoOpenTelemetry} if its optional packages are not installed
 */
export async function startTracing(name: 'web' | 'worker', env: NodeJS.ProcessEnv): Promise<Tracing> {
  if (!isTraced(env)) return untraced;
  try {
    const { openTelemetry } = await import('./open-telemetry.js');
    return openTelemetry(`zca-unlink-${name}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw new NoOpenTelemetry();
    throw error;
  }
}

/** The environment asks for traces, and the packages that make them are missing. */
class NoOpenTelemetry extends Error {
  override readonly name = 'NoOpenTelemetry';

  constructor() {
    super(
      'OTEL_EXPORTER_OTLP_ENDPOINT is set, but the optional packages of OpenTelemetry are not installed. Run npm ci without --omit=optional, or unset it.',
    );
  }
}
