import type { AssetKind } from '../../core/asset/asset.js';
import type { Mistake } from '../../core/command/command.js';
import type { Note } from '../../core/messages/private-message.js';
import type { Phrase } from '../../core/messages/rich-text.js';
import type { Budget } from '../../core/request/budgets.js';
import type { FailureCause } from '../../core/request/outcome.js';
import type { AskRefusal, DecisionRefusal } from '../../core/request/policy.js';
import type { Request } from '../../core/request/request.js';

/** The words of what one person is told privately. */
export interface NoteTexts {
  readonly help: readonly Phrase[];
  /** The documented steps, in order; the first is where to begin. */
  readonly relink: readonly Phrase[];
  readonly mistake: (mistake: Mistake) => Phrase;
  readonly nearest: (nearest: string) => Phrase;
  /** Two ways to read what was typed. */
  readonly either: (oa: string, app: string) => Phrase;
  /** As `nearest`, where something in it is made up. */
  readonly example: (command: string, other?: string) => Phrase;
  /** The button that runs the corrected command. */
  readonly run: string;
  readonly runFor: (kind: AssetKind) => string;
  readonly notRecorded: Phrase;
  readonly givenUp: Phrase;
  readonly noAnswer: Phrase;
  readonly dialogNotOpened: Phrase;
  readonly askRefused: (refusal: AskRefusal, allowed: readonly string[]) => Phrase;
  readonly directMessage: (allowed: readonly string[]) => Phrase;
  /** The button that opens the form. */
  readonly openForm: string;
  readonly reasonRequired: Phrase;
  readonly tooManyAssets: (count: number, most: number) => Phrase;
  readonly tooManyOpen: (most: number) => Phrase;
  readonly overBudget: (budget: Budget, most: number, until: number) => Phrase;
  readonly noMatch: (kind: AssetKind, queries: readonly string[]) => Phrase;
  readonly closest: Phrase;
  /** Where it is already said what is wrong. */
  readonly noRequestMade: Phrase;
  /** The button that asks for the asset whose id ends so. */
  readonly askFor: (lastDigits: string) => string;
  readonly cannotBeAsked: Phrase;
  readonly editAsksNothing: (request: Extract<Note, { type: 'edit_asks_nothing' }>['request']) => Phrase;
  readonly lookupFailed: (cause: FailureCause) => Phrase;
  readonly commandWaits: (cause: FailureCause) => Phrase;
  readonly pressWaits: (cause: FailureCause) => Phrase;
  readonly lookingUp: Phrase;
  readonly unattended: (what: 'ask' | 'press') => Phrase;
  readonly joined: (
    other: string,
    url: string | null,
    how: Extract<Note, { type: 'joined' }>['how'],
  ) => Phrase;
  readonly cannotPost: (channel: string, code: string) => Phrase;
  /** `orRequester`: who asked, where they may do it as well. */
  readonly decisionRefused: (
    refusal: DecisionRefusal,
    allowed: readonly string[],
    orRequester: string | null,
  ) => Phrase;
  readonly groupUnreadable: (group: string) => Phrase;
  readonly personUnreadable: Phrase;
  readonly noSuchRequest: Phrase;
  readonly invalidState: (request: Request) => Phrase;
  /** Followed by what changed, where that is known. */
  readonly listChanged: Phrase;
  readonly listUnreadable: (cause: FailureCause) => Phrase;
  readonly pressedLongAgo: Phrase;
  readonly pastExpiry: Phrase;
  readonly nothingChosen: Phrase;
  readonly tooManyChosen: (most: number) => Phrase;
  readonly alreadyApproved: Phrase;
  readonly notYoursToTakeBack: Phrase;
  readonly nothingToStop: Phrase;
  readonly stopOfEarlierRun: Phrase;
  readonly nothingToRetry: Phrase;
  readonly tooFewApprovals: (needed: number, given: number) => Phrase;
  /** Followed by what changed. */
  readonly nothingLeft: Phrase;
  readonly wrongDigits: Phrase;
  readonly notAnOperator: (refusal: DecisionRefusal, allowed: readonly string[]) => Phrase;
  readonly workMoved: (by: string | null) => Phrase;
  readonly workIsYours: Phrase;
  readonly notYourWork: (by: string | null) => Phrase;
  readonly workOver: Phrase;
  readonly held: (other: string) => Phrase;
}
