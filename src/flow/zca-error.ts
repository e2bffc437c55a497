import type { ConsolePause, FailureCause } from '../core/request/outcome.js';

/** One class for each thing a caller does differently after a call to the ZCA went wrong. Messages hold no secrets. */
export abstract class ZcaError extends Error {
  /** What to tell people. */
  abstract readonly failure: FailureCause;
  /** Whether a call that ended so is known to have unlinked nothing. */
  readonly isVoid: boolean = false;
}

/** The order was stopped, or its run has ended, before anything of it was done; nothing was. */
export class ZcaWithdrawn extends ZcaError {
  override readonly name = 'ZcaWithdrawn';
  override readonly failure: FailureCause = { type: 'stopped' };
  override readonly isVoid = true;

  constructor() {
    super('the order was withdrawn before it was carried out');
  }
}

/** The ZCA does not know the bot (401 / -216) or does not let it (403 / -403): trying again cannot help. */
export class ZcaDenied extends ZcaError {
  override readonly name = 'ZcaDenied';
  override readonly failure: { readonly type: 'token_invalid' | 'not_allowed' };
  override readonly isVoid = true;

  constructor(type: 'token_invalid' | 'not_allowed') {
    super(
      type === 'token_invalid'
        ? 'the ZCA does not accept ZCA_API_TOKEN'
        : 'ZCA_API_TOKEN is not an administrator',
    );
    this.failure = { type };
  }
}

/** The ZCA refuses this unlink (409 / -409) and says why; final. */
export class ZcaRefused extends ZcaError {
  override readonly name = 'ZcaRefused';
  override readonly failure: { readonly type: 'refused'; readonly message: string };
  override readonly isVoid = true;

  /** @param message the ZCA's own words, for people */
  constructor(message: string) {
    super('the ZCA refused the call');
    this.failure = { type: 'refused', message };
  }
}

/** Too many calls (429 / -32): nothing was done; again after `retryAfterMs`. */
export class ZcaBusy extends ZcaError {
  override readonly name = 'ZcaBusy';
  override readonly failure: FailureCause = { type: 'too_many_calls' };
  override readonly isVoid = true;
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`the ZCA asks to wait ${retryAfterMs} ms`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer, or a server's failure (5xx): what was asked may or may not have been done. */
export class ZcaUnclear extends ZcaError {
  override readonly name: string = 'ZcaUnclear';
  override readonly failure: FailureCause;

  constructor(detail: string) {
    super(`no usable answer from the ZCA: ${detail}`);
    this.failure = { type: 'unreachable', detail };
  }
}

/** As unclear, but for one thing: the call has never left this process, so nothing was done. */
export class ZcaNotSent extends ZcaUnclear {
  override readonly name = 'ZcaNotSent';
  override readonly isVoid = true;
}

/** The answer was not the contract's; trying again cannot help. What was asked may have been done. */
export class ZcaNotContract extends ZcaError {
  override readonly name = 'ZcaNotContract';
  override readonly failure: FailureCause;

  constructor(detail: string) {
    super(`the ZCA's answer is not the contract's: ${detail}`);
    this.failure = { type: 'not_the_contract', detail };
  }
}

/**
 * The call cannot be made now: somebody has to log in again, or another worker has the browser. It is made again after
 * `retryAfterMs`, however long that goes on; nothing has failed and no try is used up. Thrown before an unlink has begun,
 * nothing was done; after that, the log-in may have ended just after the press, so what came of it is known by reading.
 */
export class ZcaNotNow extends ZcaError {
  override readonly name = 'ZcaNotNow';
  override readonly failure: FailureCause;
  readonly why: ConsolePause;
  readonly retryAfterMs: number;
  readonly logIn: string;

  /** @param logIn what tells the log-in that has ended from others; nothing secret */
  constructor(why: ConsolePause, retryAfterMs: number, logIn = '') {
    super(`the console cannot be used now: ${why}`);
    this.failure = { type: 'console_paused', why };
    this.why = why;
    this.retryAfterMs = retryAfterMs;
    this.logIn = logIn;
  }
}

/**
 * The console's page was not as expected, so the work was left there; trying again cannot help. What had been pressed
 * before, if anything, is known by reading.
 */
export class ZcaScreenUnexpected extends ZcaError {
  override readonly name = 'ZcaScreenUnexpected';
  override readonly failure: FailureCause;

  /** @param seen what was seen, for people */
  constructor(seen: string) {
    super('the console showed something unexpected');
    this.failure = { type: 'screen_unexpected', seen };
  }
}
