/** Whether the ZCA answers, as the newest call of any process has shown. */
export type ZcaState = 'answers' | 'away';

/** Knows it for all processes. Every call rejects when the memory does not answer. */
export interface ZcaStateMemory {
  /** True for one of all processes, and only where for a while no call has shown whether the ZCA answers. */
  claimLook(): Promise<boolean>;
  /** What a call has shown. */
  note(state: ZcaState): Promise<void>;
  /** Null: not known of late. */
  newest(): Promise<ZcaState | null>;
}

/** Hears how each call to the ZCA ends. Never throws. */
export interface ZcaWitness {
  answered(): void;
  failed(error: unknown): void;
}
