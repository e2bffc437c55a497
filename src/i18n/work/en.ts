import { bold, richText, user } from '../../core/messages/rich-text.js';
import { assets } from '../words/en.js';
import { mentions } from '../words/mentions.js';
import type { WorkTexts } from './texts.js';

export const workTexts: WorkTexts = {
  title: ({ id, kind, chosen }, operators) =>
    richText`🛠️ ${mentions(operators)}: ${bold(id)} is approved. Please unlink ${assets(kind, chosen.length)} by hand:`,
  steps: (kind, pageUrl) => [
    richText`Press Take below, then log in to the ZCA console: ${{ url: pageUrl, label: pageUrl }}`,
    richText`Menu ${bold('Cài đặt')} → ${bold('Quản lý tài sản')}, tab ${bold(tab(kind))}.`,
    richText`Copy the ID below into the search box. Go on only if the ID is the same, digit by digit, and the name matches.`,
    richText`In that row press ${bold('Hủy liên kết')}, then confirm (${bold('xác nhận')}).`,
    richText`Reload the page: once the row is gone, press Done here. If anything differs from these steps, press “Could not…” and say what.`,
  ],
  notTaken: richText`⏳ ${bold('Nobody has taken this yet.')}`,
  taken: ({ by, at }) => richText`✋ Taken by ${user(by)} at ${{ at }}.`,
  over: richText`${bold('Nothing is left to do by hand here.')}`,
  more: (count) => richText`… and ${count} more, shown here as these are done.`,
  take: 'Take',
  takeOver: 'Take over',
  giveBack: 'Give back',
  done: (name) => `Done: ${name}`,
  couldNot: 'Could not…',
  sureItIsGone: {
    title: 'Is it unlinked?',
    text: (name, id) =>
      `Confirm only if the ZCA console, reloaded, no longer shows ${name} (${id}). It will be recorded as unlinked by you. This cannot be undone.`,
    confirm: 'Yes, it is gone',
    deny: 'Go back',
  },
  sureToTakeOver: {
    title: 'Take this over?',
    text: 'Somebody else has taken this and may be working on it. Ask them first, so that two people do not do the same work.',
    confirm: 'Take over',
    deny: 'Go back',
  },
};

function tab(kind: 'oa' | 'app'): string {
  return kind === 'oa' ? 'Liên kết OA' : 'Liên kết ứng dụng';
}
