import type { AssetKind } from '../../core/asset/asset.js';
import type { PrivateMessage } from '../../core/messages/private-message.js';
import type { RichText } from '../../core/messages/rich-text.js';

/** A private message that one text says, though buttons or a list may follow it. */
export type SingleText = Exclude<PrivateMessage, { type: 'help' | 'relink' | 'no_match' }>;

/** The texts of private messages. */
export interface NoteTexts {
  /** By the message's type, so that a message without a text does not compile. */
  readonly about: {
    readonly [T in SingleText['type']]: (message: Extract<SingleText, { type: T }>) => RichText;
  };
  readonly help: readonly RichText[];
  /** The documented steps in order; the first says where to begin. */
  readonly relink: readonly RichText[];
  readonly nearest: (nearest: string) => RichText;
  /** Two ways to read what was typed. */
  readonly either: (oa: string, app: string) => RichText;
  /** As `nearest`, for a command with a made-up part. */
  readonly example: (command: string, other?: string) => RichText;
  /** The button that runs the corrected command. */
  readonly run: string;
  readonly runFor: (kind: AssetKind) => string;
  /** The button that opens the form. */
  readonly openForm: string;
  readonly noMatch: (kind: AssetKind, queries: readonly string[]) => RichText;
  readonly closest: RichText;
  /** Added when the problem is already stated. */
  readonly noRequestMade: RichText;
  /** The button that requests the asset whose id ends like this. */
  readonly askFor: (lastDigits: string) => string;
  readonly cannotBeAsked: RichText;
}
