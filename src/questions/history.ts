import type { HistoryAnswer, HistoryCommand, HistoryItem } from '../core/answer.js';
import { type Asset, assetKey } from '../core/asset.js';
import { matchAssets } from '../core/match.js';
import { hasCard, type Request } from '../core/request.js';
import type { NewestRequests } from './newest-requests.js';
import { sinceMoment } from './viet-nam-time.js';

const itemsOnPage = 10;

/** What happened to each asset of these requests, the newest first; what is not settled is not in it. */
export function historyOf(requests: readonly Request[]): HistoryItem[] {
  return requests
    .flatMap(itemsOf)
    .sort(
      (a, b) =>
        b.outcome.at - a.outcome.at || inOrder(a.requestId, b.requestId) || inOrder(a.asset.id, b.asset.id),
    );
}

/** One page of what fits the command. A page past the end is the last one. */
export function historyPage(
  command: HistoryCommand,
  { requests, isWhole }: NewestRequests,
  wantedPage: number,
  now: number,
): HistoryAnswer {
  const from = command.since === null ? null : sinceMoment(command.since, now);
  const fitting = historyOf(requests.filter(({ kind }) => kind === (command.kind ?? kind))).filter(
    ({ outcome }) => outcome.at >= (from ?? 0),
  );
  const found = command.query === null ? fitting : matching(fitting, command.query);
  const count = Math.max(1, Math.ceil(found.length / itemsOnPage));
  const number = Math.min(Math.max(1, wantedPage), count);
  return {
    type: 'history',
    items: found.slice((number - 1) * itemsOnPage, number * itemsOnPage),
    total: found.length,
    page: { number, count, hasPrevious: number > 1, hasNext: number < count },
    filter: { command, from },
    isWhole,
  };
}

function itemsOf(request: Request): HistoryItem[] {
  if (!hasCard(request) || !('settled' in request)) return [];
  const approvedBy = request.approvals.map(({ by }) => by);
  return request.settled.flatMap(({ id, outcome }) => {
    const asset = request.assets.find((each) => each.id === id);
    return asset === undefined ? [] : [{ requestId: request.id, asset, outcome, approvedBy }];
  });
}

/** By the rules of a look-up, among the assets as they were then: one that was renamed is found by each of its names. */
function matching(items: readonly HistoryItem[], query: string): HistoryItem[] {
  const assets = new Map(items.map(({ asset }) => [nameOf(asset), asset]));
  const match = matchAssets(query, [...assets.values()]);
  if (match.type === 'none') return [];
  if (match.type === 'exact') return items.filter(({ asset }) => asset.id === match.asset.id);
  const found = new Set(match.assets.map(nameOf));
  return items.filter(({ asset }) => found.has(nameOf(asset)));
}

function nameOf(asset: Asset): string {
  return `${assetKey(asset)} ${asset.name}`;
}

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
