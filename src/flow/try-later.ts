/** The step could not be done now and nothing went wrong: it is to be run again after `delayMs`. Not a try used up. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
  readonly delayMs: number;
  /** Whether it has a time of its own; others that wait are spread, so that they do not all come back at once. */
  readonly isExact: boolean;

  constructor(delayMs: number, why: string, { isExact = false } = {}) {
    super(`${why}; again in ${delayMs} ms`);
    this.delayMs = delayMs;
    this.isExact = isExact;
  }
}

/** The chat refuses the bot for good at that place (not in the channel, channel gone …); `code` is its own word. */
export class CannotPost extends Error {
  override readonly name = 'CannotPost';
  readonly code: string;

  constructor(code: string) {
    super(`the chat refused the message: ${code}`);
    this.code = code;
  }
}
