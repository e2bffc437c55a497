/** Time as Slack tells it. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Seconds since 1970. */
  nowSeconds(): number;
  /** A `ts`: seconds and six digits, never given twice and always growing. */
  nextTs(): string;
}

/** A clock over the given source of milliseconds. */
export function createClock(now: () => number): Clock {
  let lastMicros = 0;
  return {
    nowMs: now,
    nowSeconds: () => Math.floor(now() / 1000),
    nextTs() {
      lastMicros = Math.max(Math.floor(now() * 1000), lastMicros + 1);
      const micros = String(lastMicros).padStart(7, '0');
      return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
    },
  };
}
