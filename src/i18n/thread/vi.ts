import { bold, code, richText, user } from '../../core/messages/rich-text.js';
import { manualTaskOf, openManualTasks } from '../../core/request/manual-task.js';
import { decisionOf, isUnseen, peopleIn, requestersOf } from '../../core/request/request.js';
import { mentions } from '../words/mentions.js';
import { assets } from '../words/vi.js';
import type { ThreadTexts } from './texts.js';

export const threadTexts: ThreadTexts = {
  reminder: ({ id, expiresAt }, approvers) =>
    richText`⏰ ${mentions(approvers)}: ${bold(id)} vẫn chờ quyết định. Hết hạn lúc ${{ at: expiresAt }}.`,
  workReminder: (request, operators) => {
    const { taken } = manualTaskOf(request);
    const left = assets(request.kind, openManualTasks(request).length);
    return taken === null
      ? richText`⏰ ${mentions(operators)}: chưa ai nhận ${bold(request.id)}; còn ${left} phải hủy liên kết bằng tay.`
      : richText`⏰ ${user(taken.by)}: ${bold(request.id)} còn ${left} phải hủy liên kết bằng tay. Nếu chưa làm được, hãy trả lại; người thực hiện khác cũng có thể nhận thay.`;
  },
  approversUnreachable: (request, people) =>
    richText`📵 ${mentions(requestersOf(request))}: hiện chưa ai duyệt được ${bold(request.id)}, vì không gửi được tin Zalo cho ${mentions(people)}. Hãy nhờ họ nhắn cho bot trên Zalo; bot sẽ gửi yêu cầu cho họ ngay. Hết hạn lúc ${{ at: request.expiresAt }}.`,
  requesterAdded: ({ user: other, reason }) =>
    reason === null
      ? richText`${user(other)} cũng yêu cầu mục này và được thêm vào đây.`
      : richText`${user(other)} cũng yêu cầu mục này và được thêm vào đây: ${reason}`,
  listChanged: (request) =>
    richText`⚠️ ${mentions(request.dropped)}: nội dung của ${bold(request.id)} đã đổi sau khi bạn xác nhận nên xác nhận đó không còn hiệu lực và chưa làm gì. Hãy xem lại thẻ yêu cầu.`,
  quorumReached: (request) =>
    richText`✔️ ${mentions(peopleIn(request))}: ${bold(request.id)} nay cần ít người duyệt hơn nên xác nhận của ${mentions(request.approvals.map(({ by }) => by))} đã đủ và yêu cầu được xác nhận. Trước khi bắt đầu, vẫn có thể dừng trên thẻ yêu cầu.`,
  approvalLapsed: (request, { by, needed, late, restored }) => {
    if (restored)
      return richText`↩️ ${mentions([...new Set([...requestersOf(request), ...by])])}: Redis, nơi bot lưu các yêu cầu, đã được khôi phục về một bản cũ nên quyết định sau đó về ${bold(request.id)} có thể không còn. Yêu cầu này đang chờ duyệt; hãy xác nhận, từ chối hoặc bỏ lại trên thẻ yêu cầu.`;
    if (late)
      return richText`⌛ ${mentions([...new Set([...requestersOf(request), ...by])])}: ${bold(request.id)} không bắt đầu kịp sau khi ${mentions(by)} xác nhận nên chưa làm gì. Yêu cầu này lại chờ duyệt.`;
    const why =
      by.length === 0
        ? richText`nay cần ${String(needed)} người duyệt`
        : richText`${mentions(by)} không còn quyền duyệt`;
    return richText`⚠️ ${mentions(requestersOf(request))}: ${why} nên chưa làm gì với ${bold(request.id)}. Yêu cầu này chờ người duyệt khác.`;
  },
  leftOut: ({ id }, { asset, users }) =>
    richText`ℹ️ ${mentions(users)}: ${bold(id)} đã kết thúc mà không có ${bold(asset.name)} (${code(asset.id)}) nên mục này chưa được xử lý. Nếu vẫn cần, hãy yêu cầu lại.`,
  askAgain: (name) => `Yêu cầu lại: ${name}`,
  cancelled: (request) => {
    const by = decisionOf(request)?.by ?? 'bot';
    if (isUnseen(request))
      return richText`🚫 ${mentions(request.others.map((other) => other.user))}: tôi đã bỏ ${bold(request.id)} vì không đăng được thẻ của yêu cầu này vào ${{ channel: request.channel }}. Chưa hủy liên kết gì.`;
    if (by === 'bot')
      return richText`${mentions(requestersOf(request))}: không mục nào trong danh sách của ${bold(request.id)} còn hủy được. Không cần làm gì.`;
    const why = request.status === 'cancelled' ? request.why : null;
    const did = why === null ? 'đã bỏ' : why.type === 'stopped' ? 'đã dừng' : 'đã từ chối';
    const said = why?.type !== 'said' ? '.' : why.text === null ? ', không nêu lý do.' : `: “${why.text}”`;
    return richText`🚫 ${mentions(requestersOf(request))}: ${user(by)} ${did} ${bold(request.id)}${said}`;
  },
  resultLost: (request) =>
    richText`⚠️ ${mentions(requestersOf(request))}: ${bold(request.id)} đã kết thúc nhưng không đăng được kết quả ở đây. Hãy xem bằng ${code(`/unlink trạng thái ${request.id}`)}.`,
  expired: (request) =>
    richText`⌛ ${mentions(requestersOf(request))}: ${bold(request.id)} chưa được xác nhận kịp lúc. Nếu vẫn cần, hãy yêu cầu lại.`,
};
