/** A running process of the bot; `stop` finishes work in progress. */
export interface RunningProcess {
  readonly stop: () => Promise<void>;
}

/** Receives the clock that all processes share, before anything depends on the time. */
export type AdoptTime = (now: () => number) => void;
