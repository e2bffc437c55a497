import type { AssetKind } from '../core/asset/asset.js';
import type { HistoryCommand, HistoryItem, HistoryResult } from '../core/messages/query-result.js';
import { type OutcomePlace, outcomeAt } from '../core/request/history-index.js';
import { isUnlink } from '../core/request/outcome.js';
import { hasCard, type PastUnlink, type Request } from '../core/request/request.js';
import { endOfDay, sinceMoment } from '../shared/viet-nam-time.js';
import { readRequests, type StoredPorts } from './stored-requests.js';

const itemsOnPage = 10;

/**
 * The number of outcomes that a query searches at first, so that Redis is not blocked for long (docs/bench.md); each
 * further search covers `furtherBy` times as many.
 */
const firstReach = 15_000;
const furtherBy = 4;

/**
 * One page of the outcomes that match the command among these kinds, of which there is at least one. A page past the
 * end is the last one.
 */
export async function historyPage(
  command: HistoryCommand,
  {
    kinds,
    ...wanted
  }: { readonly kinds: readonly AssetKind[]; readonly page: number; readonly depth: number },
  now: number,
  ports: StoredPorts,
): Promise<HistoryResult> {
  const from = command.since === null ? null : sinceMoment(command.since, now);
  const until = command.until === undefined ? {} : { until: endOfDay(command.until, now) };
  const found = await ports.index.outcomes({
    ...{ kinds, query: command.query, from, ...until },
    reach: firstReach * furtherBy ** (wanted.depth - 1),
  });
  const count = Math.max(1, Math.ceil(found.total / itemsOnPage));
  const number = Math.min(Math.max(1, wanted.page), count);
  const places = await found.read((number - 1) * itemsOnPage, itemsOnPage);
  return {
    type: 'history',
    items: await itemsAt(places, ports),
    total: found.total,
    page: { number, count, hasPrevious: number > 1, hasNext: number < count },
    filter: { command, from, ...until },
    depth: wanted.depth,
    searchedTo: found.searchedTo,
    isWhole: found.isWhole,
  };
}

/** The newest outcomes of these kinds, at most `most`. */
export async function newestOutcomes(
  kinds: readonly AssetKind[],
  most: number,
  ports: StoredPorts,
): Promise<HistoryItem[]> {
  const found = await ports.index.outcomes({ kinds, query: null, from: null, reach: 0 });
  return itemsAt(await found.read(0, most), ports);
}

/**
 * The newest unlink that matches a query, among the newest outcomes of the kind. Throws if the store does not answer.
 */
export async function newestUnlinkOf(
  kind: AssetKind,
  query: string,
  ports: StoredPorts,
): Promise<PastUnlink | null> {
  const found = await ports.index.outcomes({ kinds: [kind], query, from: null, reach: firstReach });
  const items = await itemsAt(await found.read(0, itemsOnPage), ports);
  const item = items.find(({ outcome }) => isUnlink(outcome));
  if (item === undefined) return null;
  const { asset, requestId, outcome, approvedBy } = item;
  return { query, asset, requestId, at: outcome.at, approvedBy };
}

/** Leaves out items whose request is unreadable or has changed since. */
async function itemsAt(places: readonly OutcomePlace[], ports: StoredPorts): Promise<HistoryItem[]> {
  const ids = [...new Set(places.map(({ requestId }) => requestId))];
  const requests = new Map((await readRequests(ids, ports)).map((request) => [request.id, request]));
  return places.flatMap((place) => {
    const request = requests.get(place.requestId);
    const item = request === undefined ? null : historyItem(request, place);
    return item === null ? [] : [item];
  });
}

/** The outcome of one asset in a request; null if there is none, or no longer one. */
export function historyItem(request: Request, place: OutcomePlace): HistoryItem | null {
  const found = outcomeAt(request, place);
  if (found === null || !hasCard(request)) return null;
  return { requestId: request.id, ...found, approvedBy: request.approvals.map(({ by }) => by) };
}
