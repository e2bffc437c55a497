import { bold, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { isStoppedByRestore } from '../../core/request/after-restore.js';
import type { Awaiting } from '../../core/request/awaiting.js';
import { manualTaskOf, waitsForOperators } from '../../core/request/manual-task.js';
import type { CardRequest, Finished } from '../../core/request/request.js';
import { stopOf, stopWindowEnd } from '../../core/request/stop-transition.js';
import { doneMark } from '../words/done-mark.js';
import { mentions } from '../words/mentions.js';
import { decided, stopTooLate, unlinkedOf } from '../words/vi.js';

/** A request's state, the same on its card and in every list. */
export function status(request: CardRequest, waitsFor: Awaiting | null): RichText {
  switch (request.status) {
    case 'pending':
      return waits(waitsFor);
    case 'cancelled':
      return cancelled(request);
    case 'expired':
      return richText`⌛ ${bold('Hết hạn')}. Chưa được xác nhận kịp lúc; không có liên kết nào bị hủy.`;
    case 'approved':
      return richText`⏱️ ${begins(request)} ${confirmed(request)}`;
    case 'running':
      if (waitsForOperators(request)) return richText`🛠️ ${byHand(request)} ${confirmed(request)}`;
      if (waitsFor?.type === 'zca')
        return richText`🔄 ${bold('Đang chờ ZCA')} vì ZCA tạm thời không nhận thêm lượt gọi. ${confirmed(request)}`;
      return richText`🔄 ${bold(running(request))} ${confirmed(request)}`;
    case 'succeeded':
      return richText`${mark(request)} ${bold('Xong')}: ${unlinkedOf(request)}.${stopTooLate(request)} ${confirmed(request)}`;
    case 'partial':
      return richText`${stopped(request) ?? richText`⚠️ ${bold('Xong một phần')}`}: ${unlinkedOf(request)}; xem lý do trong chuỗi tin.${stopTooLate(request)} ${confirmed(request)}`;
    case 'failed':
      return richText`${stopped(request) ?? richText`❌ ${bold('Không thành công')}`}: ${request.dryRun ? 'nếu chạy thật sẽ không hủy được liên kết nào' : 'không chắc có liên kết nào đã hủy'}; xem lý do trong chuỗi tin.${stopTooLate(request)} ${confirmed(request)}`;
  }
}

function waits(waitsFor: Awaiting | null): RichText {
  switch (waitsFor?.type) {
    case 'tick':
      return richText`⏳ ${bold('Chưa chọn mục nào.')} Hãy đánh dấu những gì cần hủy liên kết.`;
    case 'people':
      return richText`⚠️ ${bold(`Chưa thể xác nhận: ${waitsFor.few === 0 ? 'không ai có quyền duyệt' : 'không đủ người có quyền duyệt'}.`)}`;
    case 'approvals':
      return richText`⏳ ${bold(waitsForApprovals(waitsFor))}`;
    default:
      return richText`⏳ ${bold('Đang chờ')}`;
  }
}

function waitsForApprovals({ given, needed }: Extract<Awaiting, { type: 'approvals' }>): string {
  if (given === 0)
    return needed === null || needed === 1 ? 'Đang chờ người duyệt' : `Đang chờ ${needed} người duyệt`;
  return `Đang chờ thêm người duyệt${needed === null ? '' : ` (đã có ${given}/${needed} xác nhận)`}`;
}

function mark(request: Finished): string {
  return request.dryRun ? '🧪' : doneMark(request);
}

function begins(request: Extract<CardRequest, { status: 'approved' }>): RichText {
  const end = stopWindowEnd(request);
  return end === null
    ? richText`${bold('Chưa bắt đầu')}, vẫn dừng được.`
    : richText`${bold('Sớm nhất bắt đầu lúc')} ${{ at: end, to: 'second' }}; chưa bắt đầu thì vẫn dừng được.`;
}

function stopped(request: Finished): RichText | null {
  const stop = stopOf(request);
  if (stop === null) return null;
  if (isStoppedByRestore(request))
    return richText`↩️ ${bold('Đã dừng')} vì Redis được khôi phục về một bản cũ`;
  return stop.by === 'bot'
    ? richText`⌛ ${bold('Không bắt đầu kịp')}`
    : richText`✋ ${decided(stop, 'đã dừng')}`;
}

function running(request: Extract<CardRequest, { status: 'running' }>): string {
  if (request.stop !== null) return 'Đang dừng…';
  return request.dryRun ? 'Đang chạy thử…' : 'Đang hủy liên kết…';
}

function byHand(request: Extract<CardRequest, { status: 'running' }>): RichText {
  const { taken } = manualTaskOf(request);
  return taken === null
    ? richText`${bold('Đang chờ người thực hiện')} hủy liên kết bằng tay; xem trong chuỗi tin.`
    : richText`${bold('Đang hủy liên kết bằng tay')}: ${user(taken.by)} đã nhận; xem trong chuỗi tin.`;
}

function cancelled(request: Extract<CardRequest, { status: 'cancelled' }>): RichText {
  const { decision, why, requester } = request;
  if (why?.type === 'nothing_left')
    return richText`🚫 ${bold('Không còn gì để hủy')}: không mục nào trong danh sách còn hủy được.`;
  if (why?.type === 'stopped')
    return richText`✋ ${decided(decision, 'đã dừng trước khi bắt đầu')}. Không có liên kết nào bị hủy.`;
  const isRejected = why !== null && decision.by !== requester;
  const head = decided(decision, isRejected ? 'đã từ chối' : 'đã bỏ yêu cầu');
  const said = why === null || why.text === null ? '' : ` Lý do: “${why.text}”.`;
  return richText`🚫 ${head}.${said} Không có liên kết nào bị hủy.`;
}

function confirmed(request: Extract<CardRequest, { round: number }>): RichText {
  const by = mentions(request.approvals.map((approval) => approval.by));
  const { decision } = request;
  if (decision.by === 'bot') return richText`${by} xác nhận, đủ người duyệt từ ${{ at: decision.at }}.`;
  return richText`${by} xác nhận lúc ${{ at: decision.at }}.`;
}
