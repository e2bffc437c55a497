/** The contract's three operations. */
export const operations = ['list', 'read', 'unlink'] as const;
/**
 * `getoa` is not in the contract: it is Zalo's own, see `open-api.ts`. `look` is a list of one, with which a caller
 * checks that the gateway answers.
 */
export type Operation = (typeof operations)[number] | 'getoa' | 'look';

/** The operation and asset of a call, as written in the address (not yet checked). */
export interface Target {
  readonly operation: Operation;
  readonly kind?: string;
  readonly id?: string;
}

const assetPath = /^\/v1\/assets\/([^/]+)\/([^/]+)(\/unlink)?$/;

/** Finds the operation for a method and an address; null when the contract has none. */
export function findTarget(method: string, url: URL): Target | null {
  if (url.pathname === '/v1/assets') return method === 'GET' ? listTarget(url) : null;
  const [whole, kind, id, unlink] = assetPath.exec(url.pathname) ?? [];
  if (whole === undefined || kind === undefined || id === undefined) return null;
  if (unlink === undefined) return method === 'GET' ? { operation: 'read', kind, id } : null;
  return method === 'POST' ? { operation: 'unlink', kind, id } : null;
}

function listTarget(url: URL): Target {
  const kind = url.searchParams.get('kind');
  const operation = url.searchParams.get('limit') === '1' ? 'look' : 'list';
  return kind === null ? { operation } : { operation, kind };
}
