import { setImmediate } from 'node:timers/promises';

/** Resolves after the process has done what else is due: input, timers and other work. */
export async function letOthersWork(): Promise<void> {
  await setImmediate();
}
