/** The ZCA's availability, according to the newest call of any process. */
export type ZcaState = 'answers' | 'away';

/** Shares the ZCA's state among all processes. Every call rejects if the memory does not answer. */
export interface ZcaStateMemory {
  /** True for one process only, and only if no call has shown for a while whether the ZCA answers. */
  claimLook(): Promise<boolean>;
  /** Records the state that a call has shown. */
  note(state: ZcaState): Promise<void>;
  /** Null: unknown lately. */
  newest(): Promise<ZcaState | null>;
}

/** Hears how each call to the ZCA ends. Never throws. */
export interface ZcaWitness {
  answered(): void;
  failed(error: unknown): void;
}
