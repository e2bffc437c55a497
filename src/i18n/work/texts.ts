import type { AssetKind } from '../../core/asset/asset.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { Decision, Finished, Running } from '../../core/request/request.js';

/** The words of the message that tells operators what to unlink by hand. */
export interface WorkTexts {
  readonly title: (request: Running | Finished, operators: readonly string[]) => RichText;
  /** The documented procedure, step by step, with the ZCA's own words on its page. */
  readonly steps: (kind: AssetKind, pageUrl: string) => readonly RichText[];
  readonly notTaken: RichText;
  readonly taken: (decision: Decision) => RichText;
  readonly over: RichText;
  /** Work that is not shown for want of room. */
  readonly more: (count: number) => RichText;
  readonly take: string;
  readonly takeOver: string;
  readonly giveBack: string;
  readonly done: (name: string) => string;
  readonly couldNot: string;
  /** Asked before an asset counts as unlinked by hand; it cannot be taken back. */
  readonly sureItIsGone: {
    readonly title: string;
    readonly text: (name: string, id: string) => string;
    readonly confirm: string;
    readonly deny: string;
  };
  /** Asked before the work is taken out of somebody's hands. */
  readonly sureToTakeOver: {
    readonly title: string;
    readonly text: string;
    readonly confirm: string;
    readonly deny: string;
  };
}
