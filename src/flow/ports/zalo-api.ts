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

/** A pair of tokens; times are milliseconds since the epoch. */
export interface ZaloPair {
  readonly accessToken: string;
  /** Works once. */
  readonly refreshToken: string;
  readonly obtainedAt: number;
  /** The end of the access token. */
  readonly expiresAt: number;
}

export interface StoredZaloPair extends ZaloPair {
  /** Increased with each new pair of the OA. */
  readonly generation: number;
  /** When a refresh of this pair began that has stored none; null: none has. */
  readonly begunAt: number | null;
}

/** The stored pairs of OAs. Each call rejects if the store does not answer. */
export interface ZaloPairs {
  /** Null: there is none; `unreadable`: no key opens it. */
  read(oaId: string): Promise<StoredZaloPair | 'unreadable' | null>;
  /** The generation of the stored pair, readable or not; 0: none. */
  generation(oaId: string): Promise<number>;
  /** The turn at refreshing; null: another process has it. It ends by itself. */
  take(oaId: string): Promise<ZaloTurn | null>;
  /**
   * Prepares to store the pair that descends from that generation. The call may be repeated until it resolves; false:
   * the stored pair is of another generation.
   */
  keep(oaId: string, generation: number, pair: ZaloPair): () => Promise<boolean>;
  oas(): Promise<readonly string[]>;
}

export interface ZaloTurn {
  /** Notes that a refresh begins; false: the turn is over, or the stored pair is of another generation. */
  begin(generation: number): Promise<boolean>;
  end(): Promise<void>;
}

/** The end of asking Zalo for a pair; it never rejects. */
export type ZaloGrant =
  | {
      readonly type: 'pair';
      readonly accessToken: string;
      readonly refreshToken: string;
      readonly lastsMs: number;
    }
  /** An answer without a word: what was given has been used. */
  | { readonly type: 'used' }
  | { readonly type: 'refused'; readonly code: number }
  /** Certainly nothing was done. */
  | { readonly type: 'not_sent' }
  /** A pair may have been given. */
  | { readonly type: 'unclear' };

/** Zalo's OAuth. */
export interface ZaloOAuth {
  refresh(refreshToken: string): Promise<ZaloGrant>;
  exchange(code: string, verifier: string): Promise<ZaloGrant>;
}
