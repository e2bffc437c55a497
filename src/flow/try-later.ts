/**
 * The step could not be done now, though nothing went wrong: run it again after `delayMs`. It does not use up an
 * attempt.
 */
export class TryLater extends Error {
  override readonly name = 'TryLater';
  readonly delayMs: number;
  /** True if the delay is meant exactly; other delays are spread, so that the jobs do not all return at once. */
  readonly isExact: boolean;

  constructor(delayMs: number, why: string, { isExact = false } = {}) {
    super(`${why}; again in ${delayMs} ms`);
    this.delayMs = delayMs;
    this.isExact = isExact;
  }
}

/** The chat refuses the bot at that place for good (not in the channel, channel gone …); `code` is its own word. */
export class CannotPost extends Error {
  override readonly name = 'CannotPost';
  readonly code: string;

  constructor(code: string) {
    super(`the chat refused the message: ${code}`);
    this.code = code;
  }
}
