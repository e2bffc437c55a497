/** A promise of the bot that was not kept. */
export interface Violation {
  /** Its number among the invariants of the design. */
  readonly invariant: number;
  readonly what: string;
}
