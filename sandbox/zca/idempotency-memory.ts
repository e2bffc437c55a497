import { type Answer, failure } from './answer.js';

interface Remembered {
  readonly fingerprint: string;
  readonly answer: Answer;
}

/**
 * Remembers the first answer for each Idempotency-Key: done, not linked or refused. Bad requests and faults never get
 * here, so a corrected call may use its key again.
 */
export class IdempotencyMemory {
  readonly #answers = new Map<string, Remembered>();

  /** Runs `work` when it first sees a key; afterwards it repeats the answer, or refuses the key of a different call. */
  answerOnce(key: string, fingerprint: string, work: () => Answer): Answer {
    const known = this.#answers.get(key);
    if (known === undefined) return this.#remember(key, fingerprint, work());
    if (known.fingerprint === fingerprint) return known.answer;
    return failure(409, -409, 'this Idempotency-Key was already used for another asset or another body');
  }

  #remember(key: string, fingerprint: string, answer: Answer): Answer {
    this.#answers.set(key, { fingerprint, answer });
    return answer;
  }
}
