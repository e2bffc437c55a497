import type { Request } from '../../core/request/request.js';

/** Finds the requests that one message made. */
export interface AskedInMessage {
  /** The requests of that message among its author's newest, newest first. */
  requestsOf(message: MessageOf): Promise<readonly Request[]>;
}

export interface MessageOf {
  readonly author: string;
  readonly channel: string;
  readonly ts: string;
}
