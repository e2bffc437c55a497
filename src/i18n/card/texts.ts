import type { Asset, AssetKind } from '../../core/asset/asset.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { Awaiting } from '../../core/request/awaiting.js';
import type { ConfirmEffect } from '../../core/request/confirm-effect.js';
import type { Policy } from '../../core/request/policy.js';
import type {
  AssetChange,
  CardRequest,
  Decision,
  ExcludedAsset,
  Finished,
  OtherRequester,
  PastUnlink,
  Pending,
} from '../../core/request/request.js';

/** The texts of the card. Buttons and titles are plain strings, since chats accept nothing else there. */
export interface CardTexts {
  readonly title: (request: CardRequest) => string;
  /** `named`: how many of the listed assets were requested by their whole ids. */
  readonly asks: (request: CardRequest, named: number) => RichText;
  readonly reason: (reason: string) => RichText;
  readonly dryRun: RichText;
  readonly alsoAsked: (other: OtherRequester) => RichText;
  readonly moreAsked: (count: number) => RichText;
  /** The short form, beside an id. */
  readonly kind: (kind: AssetKind) => string;
  readonly verified: string;
  readonly notVerified: string;
  readonly linked: (facts: {
    readonly at: number | null;
    readonly by: string | null;
    readonly zcaId: string | null;
  }) => RichText | null;
  /** Facts of one asset in a list too long for a line each. */
  readonly brief: {
    readonly since: (at: number) => string;
    readonly by: (name: string) => string;
    /** Its last digits must be typed. */
    readonly heavy: string;
    /** Its name looks like another one, or mixes alphabets. */
    readonly alike: string;
  };
  readonly effect: (kind: AssetKind, count: number) => RichText;
  /** Above the boxes. */
  readonly choose: (ticked: 'none' | 'some' | 'all') => string;
  /** Beside the box of one asset; `digits`: the last ones of its id. */
  readonly tick: (kind: AssetKind, digits: string) => string;
  readonly more: (more: number, kind: AssetKind) => RichText;
  /** This many names on the card look the same. */
  readonly alike: (count: number) => RichText;
  /** The names of these assets mix alphabets. */
  readonly mixedAlphabets: (ids: readonly string[]) => RichText;
  readonly missed: (queries: readonly string[]) => RichText;
  /** Ids that a spreadsheet turned into numbers. */
  readonly rounded: (queries: readonly string[], kind: AssetKind) => RichText;
  readonly unlinkedBefore: (past: PastUnlink) => RichText;
  /** The closest matches for what was not found; they are not on the list. */
  readonly closest: (assets: readonly Asset[]) => RichText;
  /** The reason mentions a dry run, and this is none. */
  readonly reasonSaysDryRun: RichText;
  readonly withheld: (withheld: ExcludedAsset) => RichText;
  readonly moreWithheld: (count: number) => RichText;
  /** Above the differences from the list that was shown before. */
  readonly changed: RichText;
  readonly change: (change: AssetChange) => RichText;
  readonly moreChanges: (count: number) => RichText;
  readonly approvers: (policy: Policy) => RichText;
  /** Fewer people may approve than must. */
  readonly tooFewApprovers: (few: number, needed: number) => RichText;
  /** A group in the policy could not be read, so its members cannot approve. */
  readonly approversUnreadable: RichText;
  /** The people whose approvals no longer count. */
  readonly dropped: (by: readonly string[]) => RichText;
  readonly approvals: (given: readonly Decision[], needed: number) => RichText;
  readonly expires: (request: Pending) => RichText;
  /** `names`: the assets whose digits must be typed, if there are several assets. */
  readonly typeDigits: (names: readonly string[]) => RichText;
  readonly confirm: (request: CardRequest) => string;
  readonly reject: string;
  readonly cancel: string;
  readonly takeBack: string;
  readonly stop: string;
  readonly retry: (request: Finished) => string;
  /** Asks before a confirmation or a retry takes effect. */
  readonly sure: {
    readonly title: (effect: ConfirmEffect, kind: AssetKind, count: number) => string;
    /** `shown`: the assets that are named; `count`: all of them. */
    readonly text: (effect: ConfirmEffect, shown: readonly Asset[], count: number, kind: AssetKind) => string;
    readonly confirm: (effect: ConfirmEffect) => string;
    readonly deny: string;
  };
  readonly sureToCancel: {
    readonly title: string;
    readonly text: (id: string) => string;
    readonly confirm: string;
    readonly deny: string;
  };
  /** `waitsFor`: null when it waits for nothing. */
  readonly status: (request: CardRequest, waitsFor: Awaiting | null) => RichText;
  readonly progress: (done: number, all: number) => RichText;
}
