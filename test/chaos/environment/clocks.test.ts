import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { wrongClocks } from './clocks.js';

const execute = promisify(execFile);
const built = fileURLToPath(new URL('../../../dist', import.meta.url));
/** Longer than a process takes to start. */
const soonMs = 30_000;

describe('a process’s wrong clock', () => {
  it('shows in Date, in both of its forms, until it is set right', async () => {
    const env = { ...wrongClocks(built, createRandom(1))(), CLOCK_AHEAD_MS: '600000' };
    const ahead = async (rightAfterMs: string) => {
      const told = 'JSON.stringify([Date.now(), new Date().getTime(), new Date(5).getTime()])';
      const { stdout } = await execute(process.execPath, ['-p', told], {
        env: { ...process.env, ...env, CLOCK_RIGHT_AFTER_MS: rightAfterMs },
      });
      const [now = 0, made = 0, given = 0]: number[] = JSON.parse(stdout);
      return { nowMs: now - Date.now(), apartMs: made - now, given };
    };
    const wrong = await ahead('Infinity');
    expect(wrong.nowMs).toBeGreaterThan(600_000 - soonMs);
    expect(wrong).toMatchObject({ given: 5 });
    expect(wrong.apartMs).toBeLessThan(1_000);
    expect((await ahead('0')).nowMs).toBeLessThanOrEqual(0);
  });

  it('differs for each process', () => {
    const next = wrongClocks(built, createRandom(2));
    const shifts = Array.from({ length: 30 }, () => Number(next()['CLOCK_AHEAD_MS']));
    expect(Math.min(...shifts)).toBe(-60_000);
    expect(Math.max(...shifts)).toBe(600_000);
  });
});
