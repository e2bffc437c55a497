import type { CodeChoice } from '../../core/command/zalo-text.js';
import type { RichText } from '../../core/messages/rich-text.js';

/** The texts that only Zalo needs, where there are no dialogs and a press is a text. */
export interface ZaloTexts {
  /** To a sender whom the configuration does not name; `account`: how it would name them. */
  readonly stranger: (account: string) => RichText;
  /** To a sender whom the configuration names and who has not confirmed it. */
  readonly unconfirmed: RichText;
  readonly linked: RichText;
  readonly alreadyLinked: RichText;
  readonly linkRefused: (why: 'no_code' | 'wrong' | 'too_many') => RichText;
  /** To a sticker, a picture and the like. */
  readonly onlyText: RichText;
  readonly unknownCode: RichText;
  /** The code is for something else. */
  readonly otherChoice: RichText;
  /** The code was used and counted. */
  readonly codeUsed: RichText;
  readonly stillWorking: RichText;
  /** `names`: the assets whose digits are needed, in order. */
  readonly digitsMissing: (code: string, names: readonly string[]) => RichText;
  readonly wrongNumbers: (code: string, most: number) => RichText;
  /** The words to type for each choice. `count`: assets whose digits are needed. */
  readonly howTo: (choice: CodeChoice, code: string, count: number) => RichText;
  /** On the button of the choice. */
  readonly button: { readonly [C in CodeChoice]: string };
  /** The word that a button sends, followed by the code. */
  readonly word: { readonly [C in CodeChoice]: string };
  /** The request waits for them, and after `end` the bot cannot write to them before they write again. */
  readonly windowEnds: (
    request: { readonly id: string; readonly expiresAt: number },
    end: number,
  ) => RichText;
  /** Somebody wants to decide on a request without a code. */
  readonly decideByCode: (requestId: string) => RichText;
}
