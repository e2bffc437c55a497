import type { AssetKind } from '../../core/asset/asset.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { Outcome, ZaloSide } from '../../core/request/outcome.js';
import type { Finished } from '../../core/request/request.js';

/** The subject of a screenshot of the ZCA's page. */
export type EvidenceStage = 'row' | 'dialog' | 'gone';

/** The texts of the result message. */
export interface ResultTexts {
  readonly summary: (request: Finished) => RichText;
  readonly outcome: (outcome: Outcome) => RichText;
  /** Zalo's own view of the link, as a separate sentence. */
  readonly zalo: (side: ZaloSide) => RichText;
  readonly people: (request: Finished) => RichText;
  /** Below a shortened list: the rest is in the attached file. */
  readonly inTheFile: (more: number) => RichText;
  /** The description of a screenshot for people who do not see it; an empty name is unknown. */
  readonly picture: (
    stage: EvidenceStage,
    of: { readonly kind: AssetKind; readonly id: string; readonly name: string; readonly requestId: string },
  ) => string;
  /** Above the screenshots. */
  readonly evidence: (requestId: string) => string;
  /** `number`: the position among the asset's screenshots, in the order in which they were taken. */
  readonly pictureTitle: (stage: EvidenceStage, number: number, name: string) => string;
  readonly relink: string;
  /** Under a dry run: requests the same for real. */
  readonly forReal: string;
  readonly sureForReal: {
    readonly title: string;
    readonly text: (kind: AssetKind, count: number) => string;
    readonly confirm: string;
    readonly deny: string;
  };
  /** The field separator of spreadsheets in this language. */
  readonly fieldSeparator: ',' | ';';
  /** The columns of the file. */
  readonly columns: { readonly [column in 'kind' | 'id' | 'name' | 'outcome' | 'at']: string };
}
