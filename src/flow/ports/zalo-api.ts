/** The access tokens of Official Accounts, whoever keeps them fresh. Each call rejects if the store does not answer. */
export interface ZaloTokens {
  /** A token to use now; null: there is none for that OA. */
  token(oaId: string): Promise<string | null>;
  /** Zalo has refused this token. Resolves with a newer one; null: there is none. */
  replacement(oaId: string, refused: string): Promise<string | null>;
  /** Every OA that has tokens. */
  oas(): Promise<readonly string[]>;
}

/** One call of Zalo's OpenAPI, for an OA. */
export interface ZaloCall {
  readonly oaId: string;
  readonly method: 'GET' | 'POST';
  /** Such as `/v3.0/oa/message/cs`. */
  readonly path: string;
  readonly body?: object;
}

/** The end of a call; it never rejects. */
export type ZaloReply =
  | { readonly type: 'done'; readonly data: unknown }
  /** Zalo's envelope holds an error; nothing was done. */
  | { readonly type: 'refused'; readonly code: number }
  /** Too many calls; nothing was done. */
  | { readonly type: 'busy'; readonly retryAfterMs: number }
  /** There is no token for the OA, or Zalo refuses also a new one. */
  | { readonly type: 'no_token' }
  /** Certainly nothing was done. */
  | { readonly type: 'not_sent' }
  /** It may have been done: the answer is missing, or is none of Zalo's. */
  | { readonly type: 'unclear' };

/** Zalo's OpenAPI for Official Accounts. */
export interface ZaloOpenApi {
  call(call: ZaloCall): Promise<ZaloReply>;
}

/** The Bot Platform; `refused` has its `error_code`. */
export interface ZaloBotApi {
  call(method: string, params: object): Promise<Exclude<ZaloReply, { type: 'no_token' }>>;
}
