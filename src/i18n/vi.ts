import { alertTexts } from './alert/vi.js';
import { answerTexts } from './answer/vi.js';
import { cardTexts } from './card/vi.js';
import { dialogTexts } from './dialog/vi.js';
import { doctorTexts } from './doctor/vi.js';
import { homeTexts } from './home/vi.js';
import type { Messages } from './messages.js';
import { noteTexts } from './note/vi.js';
import { adminTexts } from './record/vi.js';
import { resultTexts } from './result/vi.js';
import { storyTexts } from './story/vi.js';
import { threadTexts } from './thread/vi.js';
import { workTexts } from './work/vi.js';
import { zaloTexts } from './zalo-chat/vi.js';

export const vi: Messages = {
  kindName: (kind) => (kind === 'oa' ? 'Official Account (OA)' : 'Ứng dụng'),
  ownAsset: (kind) =>
    `Chính bot này đang chạy trên ${kind === 'oa' ? 'OA' : 'ứng dụng'} này nên không bao giờ hủy liên kết.`,
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
