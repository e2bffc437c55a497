/** Waits that can all be ended early. */
export interface Pauses {
  /** Resolves after so long, or when all are ended; says whether to go on. */
  wait(delayMs: number): Promise<boolean>;
  /** Ends every wait, now and later. */
  end(): void;
}

/** No waits yet. */
export function createPauses(): Pauses {
  const waiting = new Set<() => void>();
  let ended = false;
  return {
    wait(delayMs) {
      if (ended) return Promise.resolve(false);
      return new Promise((resolve) => {
        const timer = setTimeout(done, delayMs);
        waiting.add(done);
        function done() {
          clearTimeout(timer);
          waiting.delete(done);
          resolve(!ended);
        }
      });
    },
    end() {
      ended = true;
      for (const done of [...waiting]) done();
    },
  };
}
