import type { ConsolePause, FailureCause } from '../core/request/outcome.js';

/** One class for each thing that a caller does differently after a failed ZCA call. Messages hold no secrets. */
export abstract class ZcaError extends Error {
  /** The failure, as people are told. */
  abstract readonly failure: FailureCause;
  /** True if a call that ended like this certainly unlinked nothing. */
  readonly isVoid: boolean = false;
}

/** The order was stopped, or its run ended, before anything was done. */
export class ZcaWithdrawn extends ZcaError {
  override readonly name = 'ZcaWithdrawn';
  override readonly failure: FailureCause = { type: 'stopped' };
  override readonly isVoid = true;

  constructor() {
    super('the order was withdrawn before it was carried out');
  }
}

/** The ZCA rejects the bot's token (401 / -216) or its rights (403 / -403): retrying cannot help. */
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

/** Too many calls (429 / -32): nothing was done; retry after `retryAfterMs`. */
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

/** No answer, or a server error (5xx): the call may or may not have taken effect. */
export class ZcaUnclear extends ZcaError {
  override readonly name: string = 'ZcaUnclear';
  override readonly failure: FailureCause;

  constructor(detail: string) {
    super(`no usable answer from the ZCA: ${detail}`);
    this.failure = { type: 'unreachable', detail };
  }
}

/** Like unclear, except that the call never left this process, so nothing was done. */
export class ZcaNotSent extends ZcaUnclear {
  override readonly name = 'ZcaNotSent';
  override readonly isVoid = true;
}

/** The response breaks the contract; retrying cannot help. The call may have taken effect. */
export class ZcaNotContract extends ZcaError {
  override readonly name = 'ZcaNotContract';
  override readonly failure: FailureCause;

  constructor(detail: string) {
    super(`the ZCA's answer is not the contract's: ${detail}`);
    this.failure = { type: 'not_the_contract', detail };
  }
}

/**
 * The call cannot be made now: somebody has to log in again, or another worker has the browser. It is retried after
 * `retryAfterMs`, for as long as it takes; it is no failure and uses up no attempt. Thrown before an unlink began,
 * nothing was done; thrown later, the log-in may have ended right after the click, so the result must be read.
 */
export class ZcaNotNow extends ZcaError {
  override readonly name = 'ZcaNotNow';
  override readonly failure: FailureCause;
  readonly why: ConsolePause;
  readonly retryAfterMs: number;
  readonly logIn: string;

  /** @param logIn identifies the log-in that ended; not secret */
  constructor(why: ConsolePause, retryAfterMs: number, logIn = '') {
    super(`the console cannot be used now: ${why}`);
    this.failure = { type: 'console_paused', why };
    this.why = why;
    this.retryAfterMs = retryAfterMs;
    this.logIn = logIn;
  }
}

/**
 * The console's page is not as expected, so the work stopped there; retrying cannot help. If anything was clicked
 * before, its result must be read.
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
