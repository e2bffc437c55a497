import type { AssetKind } from '../../core/asset/asset.js';
import type { Mistake } from '../../core/command/command.js';
import type { PrivateMessage } from '../../core/messages/private-message.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { Budget } from '../../core/request/budgets.js';
import type { FailureCause } from '../../core/request/outcome.js';
import type { AskRefusal, DecisionRefusal } from '../../core/request/policy.js';
import type { Request } from '../../core/request/request.js';

/** The words of what one person is told privately. */
export interface NoteTexts {
  readonly help: readonly RichText[];
  /** The documented steps, in order; the first is where to begin. */
  readonly relink: readonly RichText[];
  readonly mistake: (mistake: Mistake) => RichText;
  readonly nearest: (nearest: string) => RichText;
  /** Two ways to read what was typed. */
  readonly either: (oa: string, app: string) => RichText;
  /** As `nearest`, where something in it is made up. */
  readonly example: (command: string, other?: string) => RichText;
  /** The button that runs the corrected command. */
  readonly run: string;
  readonly runFor: (kind: AssetKind) => string;
  readonly notRecorded: RichText;
  readonly givenUp: RichText;
  readonly noAnswer: RichText;
  readonly dialogNotOpened: RichText;
  readonly askRefused: (refusal: AskRefusal, allowed: readonly string[]) => RichText;
  readonly directMessage: (allowed: readonly string[]) => RichText;
  /** The button that opens the form. */
  readonly openForm: string;
  readonly reasonRequired: RichText;
  readonly tooManyAssets: (count: number, most: number) => RichText;
  readonly tooManyOpen: (most: number) => RichText;
  readonly overBudget: (budget: Budget, most: number, until: number) => RichText;
  readonly noMatch: (kind: AssetKind, queries: readonly string[]) => RichText;
  readonly closest: RichText;
  /** Where it is already said what is wrong. */
  readonly noRequestMade: RichText;
  /** The button that asks for the asset whose id ends so. */
  readonly askFor: (lastDigits: string) => string;
  readonly cannotBeAsked: RichText;
  readonly editAsksNothing: (
    request: Extract<PrivateMessage, { type: 'edit_asks_nothing' }>['request'],
  ) => RichText;
  readonly lookupFailed: (cause: FailureCause) => RichText;
  readonly commandWaits: (cause: FailureCause) => RichText;
  readonly pressWaits: (cause: FailureCause) => RichText;
  readonly lookingUp: RichText;
  readonly unattended: (what: 'ask' | 'press') => RichText;
  readonly joined: (
    other: string,
    url: string | null,
    how: Extract<PrivateMessage, { type: 'joined' }>['how'],
  ) => RichText;
  readonly cannotPost: (channel: string, code: string) => RichText;
  /** `orRequester`: who asked, where they may do it as well. */
  readonly decisionRefused: (
    refusal: DecisionRefusal,
    allowed: readonly string[],
    orRequester: string | null,
  ) => RichText;
  readonly groupUnreadable: (group: string) => RichText;
  readonly personUnreadable: RichText;
  readonly noSuchRequest: RichText;
  readonly invalidState: (request: Request) => RichText;
  /** Followed by what changed, where that is known. */
  readonly listChanged: RichText;
  readonly listUnreadable: (cause: FailureCause) => RichText;
  readonly pressedLongAgo: RichText;
  readonly pastExpiry: RichText;
  readonly nothingChosen: RichText;
  readonly tooManyChosen: (most: number) => RichText;
  readonly alreadyApproved: RichText;
  readonly notYoursToTakeBack: RichText;
  readonly nothingToStop: RichText;
  readonly stopOfEarlierRun: RichText;
  readonly nothingToRetry: RichText;
  readonly tooFewApprovals: (needed: number, given: number) => RichText;
  /** Followed by what changed. */
  readonly nothingLeft: RichText;
  readonly wrongDigits: RichText;
  readonly notAnOperator: (refusal: DecisionRefusal, allowed: readonly string[]) => RichText;
  readonly workMoved: (by: string | null) => RichText;
  readonly workIsYours: RichText;
  readonly notYourWork: (by: string | null) => RichText;
  readonly workOver: RichText;
  readonly held: (other: string) => RichText;
}
