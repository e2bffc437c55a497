import type { AssetKind } from '../../core/asset/asset.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { Decision, Finished, Running } from '../../core/request/request.js';

/** The texts of the message that tells operators what to unlink by hand. */
export interface WorkTexts {
  readonly title: (request: Running | Finished, operators: readonly string[]) => RichText;
  /** The documented procedure, step by step, with the ZCA page's own labels. */
  readonly steps: (kind: AssetKind, pageUrl: string) => readonly RichText[];
  readonly notTaken: RichText;
  readonly taken: (decision: Decision) => RichText;
  readonly over: RichText;
  /** Tasks that are not shown for lack of space. */
  readonly more: (count: number) => RichText;
  readonly take: string;
  readonly takeOver: string;
  readonly giveBack: string;
  readonly done: (name: string) => string;
  readonly couldNot: string;
  /** Asks before an asset counts as unlinked by hand; that cannot be undone. */
  readonly sureItIsGone: {
    readonly title: string;
    readonly text: (name: string, id: string) => string;
    readonly confirm: string;
    readonly deny: string;
  };
  /** Asks before the task is taken from its operator. */
  readonly sureToTakeOver: {
    readonly title: string;
    readonly text: string;
    readonly confirm: string;
    readonly deny: string;
  };
}
