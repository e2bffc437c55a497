import type { AssetKind } from '../../core/asset/asset.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { Outcome, ZaloSide } from '../../core/request/outcome.js';
import type { Finished } from '../../core/request/request.js';

/** What a picture of the ZCA's page is of. */
export type EvidenceStage = 'row' | 'dialog' | 'gone';

/** The words of the message that says what happened. */
export interface ResultTexts {
  readonly summary: (request: Finished) => RichText;
  readonly outcome: (outcome: Outcome) => RichText;
  /** What Zalo itself says of the link, as a sentence of its own. */
  readonly zalo: (side: ZaloSide) => RichText;
  readonly people: (request: Finished) => RichText;
  /** Below a list that is cut: the rest is in the attached file. */
  readonly inTheFile: (more: number) => RichText;
  /** What a picture of the ZCA's page shows, for those who do not see it; an empty name is not known. */
  readonly picture: (
    stage: EvidenceStage,
    of: { readonly kind: AssetKind; readonly id: string; readonly name: string; readonly requestId: string },
  ) => string;
  /** Above the pictures. */
  readonly evidence: (requestId: string) => string;
  /** `number`: which of the asset’s pictures, in the order in which they were taken. */
  readonly pictureTitle: (stage: EvidenceStage, number: number, name: string) => string;
  readonly relink: string;
  /** Under a dry run: asks for the same, and no dry run. */
  readonly forReal: string;
  readonly sureForReal: {
    readonly title: string;
    readonly text: (kind: AssetKind, count: number) => string;
    readonly confirm: string;
    readonly deny: string;
  };
  /** What a spreadsheet in this language parts fields by. */
  readonly fieldSeparator: ',' | ';';
  /** The columns of the file. */
  readonly columns: { readonly [column in 'kind' | 'id' | 'name' | 'outcome' | 'at']: string };
}
