import { assetKey } from '../core/asset/asset.js';
import { plainText } from '../core/messages/rich-text.js';
import { decisionOf, hasCard, listedAssets, type Request } from '../core/request/request.js';
import { csvField, csvSeparators } from '../core/text/csv-field.js';
import { printable } from '../core/text/normalize.js';
import type { RecordPlace } from '../flow/ports/request-record.js';
import { type FindPorts, findRequests, type RequestFilter } from '../queries/find-requests.js';
import { momentText } from '../shared/viet-nam-time.js';
import type { View } from './view.js';

/** The most rows of a file. */
const mostRows = 100_000;
const requestsAtOnce = 200;

/**
 * The requests that match a filter as CSV, a row for each asset, newest first; a few requests are in memory at a time.
 * Throws if the store does not answer.
 */
export async function* requestsCsv(
  { locale, texts, messages }: View,
  filter: RequestFilter,
  ports: FindPorts,
): AsyncGenerator<string> {
  const separator = csvSeparators[locale];
  const line = (cells: readonly string[]) => `${cells.map(csvField).join(separator)}\r\n`;
  const { cut, yes, ...columns } = texts.csv;
  // Excel reads Vietnamese only with the byte order mark.
  yield `\ufeff${line(Object.values(columns))}`;
  let rows = 0;
  let after: RecordPlace | null = null;
  do {
    const { requests, next }: Awaited<ReturnType<typeof findRequests>> = await findRequests(
      filter,
      { after, most: requestsAtOnce },
      ports,
    );
    for (const request of requests)
      for (const row of rowsOf(request)) {
        if (rows === mostRows) {
          yield line([cut]);
          return;
        }
        rows += 1;
        yield line(row);
      }
    after = next;
  } while (after !== null);

  function rowsOf(request: Request): string[][] {
    const decision = decisionOf(request);
    const assets = hasCard(request) ? listedAssets(request) : [];
    const settled = 'settled' in request ? request.settled : [];
    const approvals = hasCard(request) ? request.approvals : [];
    const row = (asset: string, name: string, outcome: string, at: string) => [
      request.id,
      momentText(request.askedAt),
      request.requester,
      request.kind,
      asset,
      printable(name),
      texts.status[request.status],
      outcome,
      at,
      approvals.map(({ by }) => by).join(' '),
      decision?.by ?? '',
      decision === null ? '' : momentText(decision.at),
      printable(request.reason ?? ''),
      request.dryRun ? yes : '',
    ];
    if (assets.length === 0) return [row('', request.queries.join(' '), '', '')];
    return assets.map((asset) => {
      const outcome = settled.find(({ id }) => id === asset.id)?.outcome;
      return outcome === undefined
        ? row(assetKey(asset), asset.name, '', '')
        : row(
            assetKey(asset),
            asset.name,
            printable(plainText(messages.result.outcome(outcome), momentText)),
            momentText(outcome.at),
          );
    });
  }
}
