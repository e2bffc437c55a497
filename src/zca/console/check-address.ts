import type { Readable } from 'node:stream';
import axios from 'axios';
import { ZcaUnclear } from '../../flow/zca-error.js';
import { failedCall } from '../failed-call.js';

/** Settings that send Chromium, but not this process's own requests, through a proxy. */
const proxySettings = ['https_proxy', 'http_proxy', 'all_proxy'] as const;

/** True if the browser would use a proxy: then a plain request says nothing about the console. */
export function isBehindProxy(env: NodeJS.ProcessEnv): boolean {
  return proxySettings.some((name) => (env[name] ?? env[name.toUpperCase()] ?? '') !== '');
}

/**
 * Checks that the console can be reached, with a plain request: opens no browser, sends nothing of the log-in, does not
 * read the page.
 * @throws {ZcaUnclear} when it cannot be reached
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
