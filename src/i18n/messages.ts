import type { Asset, AssetKind } from '../core/asset.js';
import type { Mistake } from '../core/command.js';
import type { FailureCause, Outcome } from '../core/outcome.js';
import type { Phrase } from '../core/phrase.js';
import type { AskRefusal, DecisionRefusal } from '../core/policy.js';
import type { CardRequest, Finished, Request } from '../core/request.js';

/**
 * Every text a person sees, once per language; a text missing in one does not compile. What can be pressed, and
 * titles, are plain strings, since chats take nothing else there; the rest are phrases.
 */
export interface Messages {
  readonly kindName: (kind: AssetKind) => string;

  readonly card: {
    readonly title: (id: string) => string;
    readonly asks: (request: CardRequest) => Phrase;
    readonly reason: (reason: string) => Phrase;
    readonly verified: string;
    readonly notVerified: string;
    readonly linked: (facts: {
      readonly at: number | null;
      readonly by: string | null;
      readonly zcaId: string | null;
    }) => Phrase | null;
    readonly effect: (kind: AssetKind, count: number) => Phrase;
    readonly choose: string;
    readonly more: (more: number, kind: AssetKind) => Phrase;
    readonly confirm: (count: number) => string;
    readonly cancel: string;
    readonly sure: {
      readonly title: string;
      readonly text: (assets: readonly Asset[], kind: AssetKind) => string;
      readonly confirm: string;
      readonly deny: string;
    };
    readonly approvers: (allowed: readonly string[], selfAllowed: boolean) => Phrase;
    readonly status: (request: CardRequest) => Phrase;
  };

  readonly result: {
    readonly summary: (request: Finished) => Phrase;
    readonly outcome: (outcome: Outcome) => Phrase;
    readonly people: (request: Finished) => Phrase;
  };

  readonly note: {
    readonly help: readonly Phrase[];
    readonly mistake: (mistake: Mistake) => Phrase;
    readonly nearest: (nearest: string) => Phrase;
    readonly notRecorded: Phrase;
    readonly askRefused: (refusal: AskRefusal, allowed: readonly string[]) => Phrase;
    readonly noMatch: (kind: AssetKind, query: string) => Phrase;
    readonly closest: Phrase;
    readonly lookupFailed: (cause: FailureCause) => Phrase;
    readonly joined: (other: string) => Phrase;
    readonly cannotPost: (channel: string, code: string) => Phrase;
    readonly decisionRefused: (refusal: DecisionRefusal, allowed: readonly string[]) => Phrase;
    readonly groupUnreadable: (group: string) => Phrase;
    readonly noSuchRequest: Phrase;
    readonly notOpen: (request: Request) => Phrase;
    readonly listChanged: Phrase;
    readonly pressedLongAgo: Phrase;
    readonly nothingChosen: Phrase;
    readonly held: (other: string) => Phrase;
  };
}

export const locales = ['vi', 'en'] as const;
export type Locale = (typeof locales)[number];
