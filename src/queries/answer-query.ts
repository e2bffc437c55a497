import { type Asset, type AssetKind, assetKey } from '../core/asset/asset.js';
import type { Viewer } from '../core/command/submitted-command.js';
import { allFoundIn, matchInSteps, maxSuggestions } from '../core/matching/match.js';
import { queriesOf } from '../core/matching/query-list.js';
import type { HistoryCommand, QueryRequest, QueryResult, ShownAsset } from '../core/messages/query-result.js';
import { protectionOf } from '../core/request/asset-rules.js';
import { policyFor } from '../core/request/policy.js';
import type { Pending } from '../core/request/request.js';
import type { RequestStore } from '../flow/ports/store.js';
import type { ZcaClient } from '../flow/ports/zca.js';
import { ZcaError } from '../flow/zca-error.js';
import { inSlices } from '../shared/in-slices.js';
import { historyPage } from './history.js';
import { askingOnce, type ReadAccess, type ReadAccessPorts, readAccessOf } from './read-access.js';
import { pageOf, pendingRequests } from './soonest-pending.js';
import { newestOpenOf, readRequest, requestsOf, type StoredPorts } from './stored-requests.js';

/** The most entries that people read in one answer. */
const maxListed = { pending: 20, mine: 10, show: 10 } as const;

export interface QueryPorts extends StoredPorts, ReadAccessPorts {
  readonly store: Pick<RequestStore, 'getAll' | 'open' | 'holders'>;
  readonly zca: Pick<ZcaClient, 'list'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers a command that only looks. Throws when the store does not answer. */
export type Query = (query: QueryRequest) => Promise<QueryResult>;

/**
 * Creates the queries. A person may see the kinds that they may request there, and those that they may approve
 * anywhere.
 */
export function createQueries(ports: QueryPorts): Query {
  return async ({ command, viewer, page = 1, depth = 1 }) => {
    const access = await readAccessOf(viewer, askingOnce(ports));
    const { kinds, refusal } = access;
    if (refusal !== null && (kinds.length === 0 || refusal.type === 'unreadable')) return refusal;
    switch (command.type) {
      case 'status':
        return status(command.requestId, viewer, access, ports);
      case 'decide': {
        const answer = await status(command.requestId, viewer, access, ports);
        return answer.type === 'status' ? { ...answer, toDecide: true } : answer;
      }
      case 'pending':
        return pending(viewer, access, ports);
      case 'mine':
        return mine(viewer, ports);
      case 'history':
        return history(command, { page, depth }, access, ports);
      case 'show':
        if (!kinds.includes(command.kind) && refusal !== null) return refusal;
        return show(command.kind, command.query, viewer, ports);
      default:
        throw new TypeError(`${command.type} is not a question`);
    }
  };
}

function history(
  command: HistoryCommand,
  wanted: { readonly page: number; readonly depth: number },
  { kinds, refusal }: ReadAccess,
  ports: QueryPorts,
): Promise<QueryResult> | QueryResult {
  if (command.kind !== null && !kinds.includes(command.kind) && refusal !== null) return refusal;
  const shown = command.kind === null ? kinds : [command.kind];
  return historyPage(command, { kinds: shown, ...wanted }, ports.now(), ports);
}

/** Without an id: the viewer's newest open request, or else their newest. */
async function status(
  requestId: string | null,
  { user }: Viewer,
  { kinds, refusal }: ReadAccess,
  ports: QueryPorts,
): Promise<QueryResult> {
  if (requestId === null) {
    const [open, { requests }] = await Promise.all([newestOpenOf(user, ports), requestsOf(user, 1, ports)]);
    return { type: 'status', requestId, request: open ?? requests[0] ?? null };
  }
  const request = await readRequest(requestId, ports);
  if (request === 'corrupt') return { type: 'unreadable', cause: { type: 'record', requestId } };
  if (request === 'newer') return { type: 'unreadable', cause: { type: 'newer_record', requestId } };
  const isHidden = request !== null && request.requester !== user && !kinds.includes(request.kind);
  return isHidden && refusal !== null ? refusal : { type: 'status', requestId, request };
}

async function pending({ user }: Viewer, { kinds }: ReadAccess, ports: QueryPorts): Promise<QueryResult> {
  const now = ports.now();
  const { places, within } = await pendingRequests(user, now, ports);
  const shown = places.filter(({ kind }) => kinds.includes(kind));
  const found = await within(shown.map((place) => ({ ...place, without: [] })));
  const mayShow = async ({ kind }: Pending) => kinds.includes(kind);
  return { type: 'pending', ...(await pageOf(found, { most: maxListed.pending, now, mayShow }, ports)) };
}

async function mine({ user }: Viewer, ports: QueryPorts): Promise<QueryResult> {
  const { requests, total } = await requestsOf(user, maxListed.mine, ports);
  return { type: 'mine', requests, more: Math.max(0, total - maxListed.mine) };
}

async function show(kind: AssetKind, query: string, viewer: Viewer, ports: QueryPorts): Promise<QueryResult> {
  const linked = await linkedAssets(kind, ports);
  if ('type' in linked) return linked;
  const queries = queriesOf(query);
  const matches = await inSlices(matchInSteps(queries, linked));
  const found = await inSlices(allFoundIn(matches));
  if (found.length === 0) {
    const closest = matches.flatMap((match) => (match.type === 'none' ? match.closest : []));
    return { type: 'show_none', kind, query, closest: [...new Set(closest)].slice(0, maxSuggestions) };
  }
  const listed = found.slice(0, maxListed.show);
  const policy = policyFor(ports.policies, kind, viewer.channel);
  const holders = await ports.store.holders(listed.map(assetKey));
  const assets = listed.map(
    (asset, at): ShownAsset => ({
      asset,
      protectedBecause: protectionOf(policy, asset),
      openRequest: holders[at] ?? null,
    }),
  );
  const missed = queries.filter((_query, at) => matches[at]?.type === 'none');
  const shown = { type: 'show', assets, more: found.length - listed.length } as const;
  return missed.length === 0 ? shown : { ...shown, missed };
}

async function linkedAssets(
  kind: AssetKind,
  { zca }: QueryPorts,
): Promise<readonly Asset[] | Extract<QueryResult, { type: 'unreadable' }>> {
  try {
    return await zca.list(kind);
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    return { type: 'unreadable', cause: { type: 'zca', failure: error.failure } };
  }
}
