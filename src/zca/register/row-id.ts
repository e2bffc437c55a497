import type { AssetKind } from '../../core/asset/asset.js';
import { isWholeId, readId, readRounded, undressed } from '../../core/asset/asset-id.js';
import { canHaveLostDigits } from '../../core/asset/rounded-ids.js';
import { collapseBlanks } from '../../core/text/normalize.js';
import type { Read } from './read.js';

export interface RowId {
  readonly id: string;
  /** The kind written before the id, which also kept the id from becoming a number; null: none. */
  readonly kind: AssetKind | null;
}

const shortForm = /^(?:(oa|app)\s*:\s*)?([0-9]{1,14})$/iu;
/** A spreadsheet keeps fifteen digits of a number. */
const hasOnlyFifteenDigits = /^[0-9]{15}0{3,}$/u;

const lostDigits =
  'id was turned into a number by a spreadsheet and has lost digits; format the column as text and enter it again';

/** The id in a cell, otherwise the problem. Accepts shorter ids only if `shortIds`. */
export function readRowId(
  text: string,
  { shortIds, idIsNumber }: { readonly shortIds: boolean; readonly idIsNumber: boolean },
): Read<RowId> {
  // A cell holds one id, so commas only group its digits.
  const cell = text.replaceAll(',', '.');
  const written = readId(cell);
  if (written !== null && isWholeId(written.digits)) {
    const { digits: id, kind } = written;
    if (idIsNumber && (/^[0-9]{15}0+$/u.test(id) || canHaveLostDigits(id))) return { problem: lostDigits };
    if (kind !== null || !hasOnlyFifteenDigits.test(id)) return { value: { id, kind } };
    return {
      problem: `id looks rounded by a spreadsheet: it has only zeros after its 15th digit; format the column as text and enter it again, or write oa:${id} (app:…) if it is right`,
    };
  }
  if (readRounded(cell) !== null) return { problem: lostDigits };
  const short = shortForm.exec(undressed(collapseBlanks(cell)));
  if (short === null) return { problem: 'id must be 15 to 20 digits' };
  const [, kind, id = ''] = short;
  if (!shortIds)
    return {
      problem: `id has ${id.length} digits, and a real one has 15 to 20; complete it, or add --short-ids`,
    };
  return { value: { id, kind: kind === undefined ? null : kind.toLowerCase() === 'oa' ? 'oa' : 'app' } };
}
