import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { ConsoleBrowser } from '../../../src/zca/console/browser.js';
import { type ConnectProxy, startConnectProxy } from '../../fixtures/connect-proxy.js';

describe('the console’s browser', () => {
  const nowhere = createServer((socket) => socket.destroy());
  let proxy: ConnectProxy;
  beforeAll(async () => {
    await new Promise<void>((resolve) => nowhere.listen(0, '127.0.0.1', resolve));
    proxy = await startConnectProxy((nowhere.address() as AddressInfo).port);
  });
  afterAll(async () => {
    await proxy.close();
    nowhere.close();
  });

  it('asks the proxy for each host but those of NO_PROXY', async () => {
    const browser = new ConsoleBrowser({
      chromiumPath: process.env['CHROMIUM_PATH'] ?? '',
      noSandbox: process.getuid?.() === 0,
      labels: consoleLabels.parse({}),
      proxy: { url: proxy.url, noProxy: ['direct.invalid'] },
    });
    try {
      const { page } = await browser.newPage(null);
      // Nothing answers behind the proxy, so no page opens.
      for (const host of ['console.invalid', 'direct.invalid', 'below.direct.invalid'])
        await page.goto(`https://${host}/`).catch(() => undefined);
      expect(new Set(proxy.asked)).toEqual(new Set(['console.invalid:443']));
    } finally {
      await browser.close();
    }
  });
});
