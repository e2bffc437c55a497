import { assetKey } from '../../../core/asset/asset.js';
import { plainText, type RichText, richText } from '../../../core/messages/rich-text.js';
import type { Outcome } from '../../../core/request/outcome.js';
import { chosenAssets, type Finished } from '../../../core/request/request.js';
import { outcomeOf } from '../../../core/request/run-outcomes.js';
import { csvField } from '../../../core/text/csv-field.js';
import { isSeen } from '../../../core/text/invisible.js';
import { printable } from '../../../core/text/normalize.js';
import type { Messages } from '../../../i18n/messages.js';

/**
 * Every asset of a request with its outcome, as a file for spreadsheets: separated values (RFC 4180) in UTF-8, with the
 * byte order mark that Excel needs for Vietnamese.
 */
export function resultFile(request: Finished, { result }: Messages): { name: string; content: string } {
  const { columns } = result;
  const rows = chosenAssets(request).map((asset) => {
    const outcome = outcomeOf(request, asset.id);
    const words = outcome === null ? '' : plainText(wordsOf(outcome, result), iso);
    const at = outcome === null ? '' : iso(outcome.at);
    // A spreadsheet keeps 15 digits of a number; with its kind in front, an id stays text.
    return [asset.kind, assetKey(asset), isSeen(asset.name) ? printable(asset.name) : asset.id, words, at];
  });
  const head = [columns.kind, columns.id, columns.name, columns.outcome, columns.at];
  const content = `\ufeff${[head, ...rows].map((row) => row.map(csvField).join(result.fieldSeparator)).join('\r\n')}\r\n`;
  return { name: `${request.id}-${request.round}.csv`, content };
}

function wordsOf(outcome: Outcome, result: Messages['result']): RichText {
  const said = result.outcome(outcome);
  const side = 'zalo' in outcome ? outcome.zalo : undefined;
  return side === undefined ? said : richText`${said}. ${result.zalo(side)}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
