import type { ZaloTokens } from '../flow/ports/zalo-api.js';

/** Access tokens that nobody refreshes: each ends 25 hours after it was made. */
export function fixedTokens(tokens: ReadonlyMap<string, string>): ZaloTokens {
  return {
    token: async (oaId) => tokens.get(oaId) ?? null,
    replacement: async () => null,
    oas: async () => [...tokens.keys()],
  };
}
