import { afterEach, describe, expect, it } from 'vitest';
import { ZcaUnclear } from '../../../src/flow/zca-error.js';
import { shop, useConsole } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the browser of the console driver', { timeout: 60_000 }, () => {
  const { open, bench, expectNothingDone } = useConsole();

  it('starts the browser again after it has died', async () => {
    const { client, browser } = await open({}, { stepMs: 10_000 });
    expect(await client.list('oa')).toHaveLength(5);
    const { page, context } = await browser.newPage(null);
    await page.goto('chrome://kill', { timeout: 3_000 }).catch(() => undefined);
    await context.browser()?.close();
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('finishes an unlink when its process is told to stop', async () => {
    const until = async () => {
      // As a signal would, but unheard by the test runner.
      const others = process.listeners('SIGTERM').filter((listener) => alreadyThere.includes(listener));
      for (const listener of others) process.off('SIGTERM', listener);
      process.emit('SIGTERM', 'SIGTERM');
      for (const listener of others) process.on('SIGTERM', listener);
      return Date.now() + 10_000;
    };
    const alreadyThere = process.listeners('SIGTERM');
    const turns = { take: async () => ({ token: 1, until, end: async () => undefined }) };
    const { client } = await open({}, { turns });
    expect(await client.unlink(order(shop))).toBe('unlinked');
  });

  describe('when it hangs', () => {
    const stop = () => {
      const { pid } = bench().browser;
      if (pid === null) throw new Error('there is no browser');
      process.kill(pid, 'SIGSTOP');
    };
    const ended: number[] = [];
    const end = async () => void ended.push(Date.now());
    afterEach(() => void ended.splice(0));

    it('is unsure, releases its lock, and works with another browser the next time', async () => {
      const turns = { take: async () => ({ token: 1, until: async () => Date.now() + 10_000, end }) };
      const { client } = await open({}, { turns, answerMs: 6_000, stepMs: 15_000 });
      expect(await client.list('oa')).toHaveLength(5);
      stop();
      const since = Date.now();
      expect(await failureOf(client.list('oa'))).toBeInstanceOf(ZcaUnclear);
      expect(ended).toHaveLength(2);
      expect(Date.now() - since).toBeLessThan(15_000);
      expect(await client.list('oa')).toHaveLength(5);
    });

    it('is unsure within a step that hangs before a press, and unlinks the next time', async () => {
      let stops = true;
      const until = async () => {
        if (stops) stop();
        stops = false;
        return Date.now() + 10_000;
      };
      const turns = { take: async () => ({ token: 1, until, end }) };
      const { client } = await open({}, { turns, answerMs: 6_000, stepMs: 6_000 });
      expect(await failureOf(client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
      expect(ended).toHaveLength(1);
      expectNothingDone();
      expect(await client.unlink(order(shop))).toBe('unlinked');
    });
  });
});
