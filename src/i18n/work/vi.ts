import { bold, richText, user } from '../../core/messages/rich-text.js';
import { mentions } from '../words/mentions.js';
import { assets } from '../words/vi.js';
import type { WorkTexts } from './texts.js';

export const workTexts: WorkTexts = {
  title: ({ id, kind, chosen }, operators) =>
    richText`🛠️ ${mentions(operators)}: ${bold(id)} đã được duyệt. Hãy hủy liên kết ${assets(kind, chosen.length)} bằng tay:`,
  steps: (kind, pageUrl) => [
    richText`Bấm nhận việc bên dưới, rồi đăng nhập trang ZCA: ${{ url: pageUrl, label: pageUrl }}`,
    richText`Vào ${bold('Cài đặt')} → ${bold('Quản lý tài sản')}, tab ${bold(tab(kind))}.`,
    richText`Chép ID bên dưới vào ô tìm kiếm. Chỉ làm tiếp khi ID giống hệt từng chữ số và tên cũng khớp.`,
    richText`Ở đúng dòng đó bấm ${bold('Hủy liên kết')}, rồi ${bold('xác nhận')}.`,
    richText`Tải lại trang: khi dòng đó đã mất thì bấm Đã xong ở đây. Nếu có gì khác với các bước này, hãy bấm “Không làm được…” và ghi rõ.`,
  ],
  notTaken: richText`⏳ ${bold('Chưa ai nhận việc này.')}`,
  taken: ({ by, at }) => richText`✋ ${user(by)} nhận lúc ${{ at }}.`,
  over: richText`${bold('Ở đây không còn việc nào phải làm bằng tay.')}`,
  more: (count) => richText`… và ${count} mục nữa, sẽ hiện ra khi các mục này xong.`,
  take: 'Nhận việc',
  takeOver: 'Nhận thay',
  giveBack: 'Trả lại',
  done: (name) => `Đã xong: ${name}`,
  couldNot: 'Không làm được…',
  sureItIsGone: {
    title: 'Đã hủy liên kết chưa?',
    text: (name, id) =>
      `Chỉ báo đã xong khi trang ZCA, sau khi tải lại, không còn ${name} (${id}). Kết quả ghi theo lời bạn và không thể hoàn tác.`,
    confirm: 'Đã hủy xong',
    deny: 'Quay lại',
  },
  sureToTakeOver: {
    title: 'Nhận thay việc này?',
    text: 'Người khác đã nhận và có thể đang làm. Hãy hỏi trước để không hai người cùng làm một việc.',
    confirm: 'Nhận thay',
    deny: 'Quay lại',
  },
};

function tab(kind: 'oa' | 'app'): string {
  return kind === 'oa' ? 'Liên kết OA' : 'Liên kết ứng dụng';
}
