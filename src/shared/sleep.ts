/** Resolves after a time; keeps the process alive until then. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves after a time, but does not keep the process alive for it. */
export function sleepInBackground(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
