import { alertTexts } from './alert/en.js';
import { answerTexts } from './answer/en.js';
import { cardTexts } from './card/en.js';
import { dialogTexts } from './dialog/en.js';
import { doctorTexts } from './doctor/en.js';
import { homeTexts } from './home/en.js';
import type { Messages } from './messages.js';
import { noteTexts } from './note/en.js';
import { adminTexts } from './record/en.js';
import { resultTexts } from './result/en.js';
import { storyTexts } from './story/en.js';
import { threadTexts } from './thread/en.js';
import { workTexts } from './work/en.js';
import { zaloTexts } from './zalo-chat/en.js';

export const en: Messages = {
  kindName: (kind) => (kind === 'oa' ? 'Official Account (OA)' : 'App'),
  ownAsset: (kind) => `This bot itself runs on this ${kind === 'oa' ? 'OA' : 'app'}, so it never unlinks it.`,
  card: cardTexts,
  result: resultTexts,
  thread: threadTexts,
  note: noteTexts,
  alert: alertTexts,
  answer: answerTexts,
  home: homeTexts,
  dialog: dialogTexts,
  doctor: doctorTexts,
  work: workTexts,
  story: storyTexts,
  admin: adminTexts,
  zalo: zaloTexts,
};
