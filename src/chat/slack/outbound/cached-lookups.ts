interface Found<T> {
  readonly at: number;
  readonly value: T;
}

export interface LookupOptions<T> {
  /** Returns false for a remembered value that lacks what is wanted and may be out of date. */
  readonly isEnough?: (value: T) => boolean;
  /** Only a reading that begins after the call will do; after many such calls, one that has just ended. */
  readonly fresh?: boolean;
}

/** Slack allows some 20 such calls a minute. After this many fresh readings of a key within a minute, … */
const freshAMinute = 8;
const minuteMs = 60_000;
/** … the next ones are this far apart, and calls in between get the last value. */
const freshApartMs = 5_000;

/**
 * Caches a reading per key. A value is trusted for a while and kept until a newer one is read. Each key has one reading
 * in progress at a time, shared by all who wait for it.
 */
export class CachedLookups<T> {
  readonly #read: (key: string) => Promise<T>;
  readonly #now: () => number;
  readonly #times: { readonly maxAgeMs: number; readonly askedAgainMs: number };
  readonly #found = new Map<string, Found<T>>();
  readonly #readings = new Map<string, Promise<T>>();
  readonly #askedAgainAt = new Map<string, number>();
  /** Start times of each key's fresh readings within the last minute. */
  readonly #freshAt = new Map<string, readonly number[]>();

  /** `askedAgainMs`: a value that is not enough is read again at most this often. */
  constructor(
    read: (key: string) => Promise<T>,
    now: () => number,
    times: { readonly maxAgeMs: number; readonly askedAgainMs: number },
  ) {
    this.#read = read;
    this.#now = now;
    this.#times = times;
  }

  /** @throws the reading's error, when no remembered value will do */
  async of(key: string, { isEnough = () => true, fresh = false }: LookupOptions<T> = {}): Promise<T> {
    const found = this.#found.get(key);
    if (fresh) return this.#isJustRead(key, found) ? found.value : this.#readAfterNow(key);
    if (found === undefined || this.#now() - found.at >= this.#times.maxAgeMs) return this.#reading(key);
    if (isEnough(found.value) || !this.#mayAskAgain(key)) return found.value;
    return this.#reading(key).catch(() => found.value);
  }

  #mayAskAgain(key: string): boolean {
    const now = this.#now();
    const last = this.#askedAgainAt.get(key);
    if (last !== undefined && now - last < this.#times.askedAgainMs) return false;
    this.#askedAgainAt.set(key, now);
    return true;
  }

  #isJustRead(key: string, found: Found<T> | undefined): found is Found<T> {
    const now = this.#now();
    const lately = (this.#freshAt.get(key) ?? []).filter((at) => now - at < minuteMs);
    const isEnough = found !== undefined && lately.length >= freshAMinute && now - found.at < freshApartMs;
    this.#freshAt.set(key, isEnough ? lately : [...lately, now]);
    return isEnough;
  }

  /** The reading in progress may predate the call, so wait for it and share the next one. */
  async #readAfterNow(key: string): Promise<T> {
    await this.#readings.get(key)?.catch(() => undefined);
    return this.#reading(key);
  }

  #reading(key: string): Promise<T> {
    const under = this.#readings.get(key);
    if (under !== undefined) return under;
    const reading = this.#read(key)
      .then((value) => {
        this.#found.set(key, { at: this.#now(), value });
        return value;
      })
      .finally(() => this.#readings.delete(key));
    this.#readings.set(key, reading);
    return reading;
  }
}
