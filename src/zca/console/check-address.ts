import type { Readable } from 'node:stream';
import axios from 'axios';
import { ZcaUnclear } from '../../flow/zca-error.js';
import { failedCall } from '../failed-call.js';

/** Settings by which Chromium, and not a request of this process, goes through a proxy. */
const proxySettings = ['https_proxy', 'http_proxy', 'all_proxy'] as const;

/** Whether a plain request would take another way than the browser, so that it says nothing of the console. */
export function isBehindProxy(env: NodeJS.ProcessEnv): boolean {
  return proxySettings.some((name) => (env[name] ?? env[name.toUpperCase()] ?? '') !== '');
}

/**
 * Sees whether the console can be reached, by a plain request of its address: no browser is opened, nothing of the log-in
 * is sent, and what the page holds is not read. @throws {ZcaUnclear} where it cannot be reached
 */
export async function checkAddress(address: string, timeoutMs: number): Promise<void> {
  const { status, data } = await axios
    .get<Readable>(address, {
      responseType: 'stream',
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
    })
    .catch((error: unknown) => {
      throw failedCall(error);
    });
  data.destroy();
  if (status >= 500) throw new ZcaUnclear(`HTTP ${status}`);
}
