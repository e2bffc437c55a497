import type { Readable } from 'node:stream';
import axios from 'axios';
import { ZcaUnclear } from '../../flow/zca-error.js';
import { failedCall } from '../failed-call.js';

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
