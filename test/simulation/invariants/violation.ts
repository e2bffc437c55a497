/** A broken promise of the bot. */
export interface Violation {
  /** Its number among the invariants of the design. */
  readonly invariant: number;
  readonly what: string;
}
