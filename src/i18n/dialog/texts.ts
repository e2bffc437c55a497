import type { AssetKind } from '../../core/asset/asset.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { ConfirmEffect } from '../../core/request/confirm-effect.js';

/** The texts of the dialogs. Titles and buttons have at most 24 characters, which is all that Slack shows. */
export interface DialogTexts {
  readonly close: string;
  readonly form: {
    readonly title: string;
    readonly submit: string;
    readonly intro: RichText;
    readonly kind: string;
    readonly assets: string;
    readonly search: string;
    readonly pasted: string;
    readonly pastedHint: string;
    /** Above the matches of the pasted text. */
    readonly understood: RichText;
    /** A part of an id or of a name, with the count of its matches. */
    readonly fits: (query: string, count: number) => RichText;
    readonly reason: string;
    readonly reasonHint: string;
    readonly options: string;
    readonly dryRun: string;
    readonly dryRunHint: string;
    readonly channel: string;
    readonly channelHint: string;
    readonly whoMustApprove: RichText;
    readonly approvals: (count: number) => RichText;
  };
  readonly reject: {
    readonly title: (requestId: string) => string;
    readonly submit: string;
    readonly intro: (requestId: string) => RichText;
    readonly reason: string;
    readonly reasonHint: string;
  };
  readonly couldNot: {
    readonly title: (requestId: string) => string;
    readonly submit: string;
    readonly intro: (name: string) => RichText;
    readonly reason: string;
    readonly reasonHint: string;
  };
  readonly digits: {
    readonly title: (requestId: string) => string;
    readonly submit: (effect: ConfirmEffect, kind: AssetKind, count: number) => string;
    readonly intro: (effect: ConfirmEffect, kind: AssetKind, count: number) => RichText;
    /** `masked`: the id without its last digits. */
    readonly label: (name: string, masked: string) => string;
    readonly hint: RichText;
  };
  /** Shown at the field that has the problem. */
  readonly problem: {
    readonly noAsset: string;
    readonly tooMany: (count: number, most: number) => string;
    readonly gone: (names: readonly string[]) => string;
    readonly protected: (name: string, message: string) => string;
    /** Pasted items that match no linked asset. */
    readonly notFound: (queries: readonly string[]) => string;
    /** Pasted ids that a spreadsheet rounded, so they name no asset. */
    readonly rounded: (queries: readonly string[]) => string;
    /** The assets that the pasted items may mean. */
    readonly closest: (names: readonly string[]) => string;
    /** Pasted items of the other kind than `kind`, which is chosen. */
    readonly otherKind: (queries: readonly string[], kind: AssetKind) => string;
    readonly pastedTooLong: (most: number) => string;
    readonly reasonMissing: string;
    readonly reasonTooLong: (length: number, most: number) => string;
    readonly channelMissing: string;
    readonly channelNotAllowed: string;
    readonly channelWithoutBot: string;
    readonly wrongDigits: string;
    /** One person has sent too much within a minute. */
    readonly overBudget: (most: number, seconds: number) => string;
    /** It may not have been recorded; submitting the same dialog again does no harm. */
    readonly notRecorded: string;
  };
}
