const retryMs = 1_500;

/**
 * Reads again and again, each time with the last answer, and after a failure once more from the beginning. Returns a
 * function that stops this.
 */
export function keepReading<T>(
  read: (before: T | null, signal: AbortSignal) => Promise<T>,
  tell: (answer: T | null) => void,
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  void (async () => {
    let last: T | null = null;
    while (!signal.aborted) {
      last = await read(last, signal).catch(() => null);
      if (signal.aborted) return;
      tell(last);
      if (last === null) await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  })();
  return () => stopping.abort();
}
