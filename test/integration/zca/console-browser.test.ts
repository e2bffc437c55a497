import { describe, expect } from 'vitest';
import { ZcaUnclear } from '../../../src/flow/zca-error.js';
import {
  type BenchOptions,
  type ConsoleBench,
  expectNothingDone,
  it,
  ownBrowser,
  patientMs,
  shop,
  timeout,
} from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the browser of the console driver', { timeout }, () => {
  it('starts the browser again after it has died', async ({ open }) => {
    const { client, browser } = await open({}, { browser: ownBrowser });
    expect(await client.list('oa')).toHaveLength(5);
    const { page, context } = await browser.newPage(null);
    await page.goto('chrome://kill', { timeout: 3_000 }).catch(() => undefined);
    await context.browser()?.close();
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('finishes an unlink when its process is told to stop', async ({ open }) => {
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
    const { client } = await open({}, { turns, browser: ownBrowser });
    expect(await client.unlink(order(shop))).toBe('unlinked');
  });

  describe('when it hangs', () => {
    const stop = ({ browser: { pid } }: Pick<ConsoleBench, 'browser'>) => {
      if (pid === null) throw new Error('there is no browser');
      process.kill(pid, 'SIGSTOP');
    };
    const limits = (): BenchOptions => ({
      browser: ownBrowser,
      stepMs: patientMs(4_000),
      answerMs: patientMs(4_000),
    });

    it('is unsure, releases its lock, and works with another browser the next time', async ({ open }) => {
      let ends = 0;
      const end = async () => {
        ends += 1;
      };
      const turns = { take: async () => ({ token: 1, until: async () => Date.now() + 10_000, end }) };
      const bench = await open({}, { turns, ...limits() });
      expect(await bench.client.list('oa')).toHaveLength(5);
      stop(bench);
      expect(await failureOf(bench.client.list('oa'))).toBeInstanceOf(ZcaUnclear);
      expect(ends).toBe(2);
      expect(await bench.client.list('oa')).toHaveLength(5);
    });

    it('is unsure within a step that hangs before a press, and unlinks the next time', async ({ open }) => {
      let ends = 0;
      let stops = true;
      let bench: ConsoleBench | undefined;
      const until = async () => {
        if (stops && bench !== undefined) stop(bench);
        stops = false;
        return Date.now() + 10_000;
      };
      const turns = {
        take: async () => ({
          token: 1,
          until,
          end: async () => {
            ends += 1;
          },
        }),
      };
      bench = await open({}, { turns, ...limits() });
      expect(await failureOf(bench.client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
      expect(ends).toBe(1);
      expectNothingDone(bench);
      expect(await bench.client.unlink(order(shop))).toBe('unlinked');
    });
  });
});
