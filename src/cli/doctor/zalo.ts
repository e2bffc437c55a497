import type { Config } from '../../config/schema.js';
import { proxyFor } from '../../shared/proxy.js';
import { fixedTokens } from '../../zalo/fixed-tokens.js';
import { ZaloClient } from '../../zca/zalo-client.js';
import { type Finding, failed, ok, warning } from './finding.js';

/** Asks Zalo about each OA whose token is set. */
export async function checkZalo({ zalo, proxy }: Config): Promise<readonly Finding[]> {
  if (zalo.tokens.size === 0) return [ok('zalo_without_tokens')];
  const client = new ZaloClient({
    ...zalo,
    tokens: fixedTokens(zalo.tokens),
    proxy: proxyFor(zalo.apiUrl, proxy),
  });
  return Promise.all(
    [...zalo.tokens.keys()].map(async (oa) => {
      const answer = await client.linkedZca(oa);
      if (answer?.type !== 'unreadable') return ok('zalo_fine', { oa });
      const { type } = answer.why;
      // A result then says less; nothing else depends on it.
      return type === 'token' || type === 'other_oa'
        ? failed('zalo_unreadable', { oa, why: type })
        : warning('zalo_unreadable', { oa, why: type });
    }),
  );
}
