import type { Request } from '../../core/request/request.js';

/** What one message has asked for. */
export interface AskedInMessage {
  /** Requests of that message among its author's newest, the newest first. */
  requestsOf(message: MessageOf): Promise<readonly Request[]>;
}

export interface MessageOf {
  readonly author: string;
  readonly channel: string;
  readonly ts: string;
}
