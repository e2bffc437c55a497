import type { News } from './state/news.js';

/** Waits until `look` finds something (not undefined, null or false); looks again at every change. */
export function waitFor<Found>(
  look: () => Found | undefined | null | false,
  timeoutMs: number,
  news: News,
  describe: () => string,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const stop = news.listen(tryOnce);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`nothing of the kind happened within ${timeoutMs} ms; ${describe()}`));
    }, timeoutMs);
    tryOnce();

    function tryOnce(): void {
      try {
        const found = look();
        if (found === undefined || found === null || found === false) return;
        resolve(found);
      } catch (error) {
        reject(error);
      }
      stop();
      clearTimeout(timer);
    }
  });
}
