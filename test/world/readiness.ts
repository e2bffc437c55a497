import { expect, vi } from 'vitest';
import type { World } from './world.js';

/** The status with which the bot's web answers whether it may be given work. */
export async function readiness({ web }: Pick<World, 'web'>): Promise<number> {
  return (await fetch(`http://127.0.0.1:${web.port}/readyz`)).status;
}

export function untilReady(world: World): Promise<void> {
  return vi.waitFor(async () => expect(await readiness(world)).toBe(200), { timeout: 20_000, interval: 200 });
}
