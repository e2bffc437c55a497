import type { AssetKind } from '../core/asset/asset.js';
import type { AlertTexts } from './alert/texts.js';
import type { AnswerTexts } from './answer/texts.js';
import type { CardTexts } from './card/texts.js';
import type { DialogTexts } from './dialog/texts.js';
import type { DoctorTexts } from './doctor/texts.js';
import type { HomeTexts } from './home/texts.js';
import type { NoteTexts } from './note/texts.js';
import type { AdminTexts } from './record/texts.js';
import type { ResultTexts } from './result/texts.js';
import type { StoryTexts } from './story/texts.js';
import type { ThreadTexts } from './thread/texts.js';
import type { WorkTexts } from './work/texts.js';
import type { ZaloTexts } from './zalo-chat/texts.js';

/**
 * Every text that people see, once per language, in one folder per place; a text missing in one language does not
 * compile.
 */
export interface Messages {
  readonly kindName: (kind: AssetKind) => string;
  /** Why the OA or app that the bot itself runs on is never unlinked. */
  readonly ownAsset: (kind: AssetKind) => string;
  readonly card: CardTexts;
  readonly result: ResultTexts;
  readonly thread: ThreadTexts;
  readonly note: NoteTexts;
  readonly alert: AlertTexts;
  readonly answer: AnswerTexts;
  readonly home: HomeTexts;
  readonly dialog: DialogTexts;
  readonly doctor: DoctorTexts;
  readonly work: WorkTexts;
  readonly story: StoryTexts;
  readonly admin: AdminTexts;
  readonly zalo: ZaloTexts;
}

export const locales = ['vi', 'en'] as const;
export type Locale = (typeof locales)[number];
