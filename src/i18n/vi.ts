import type { AssetKind } from '../core/asset.js';
import type { FailureCause, Outcome } from '../core/outcome.js';
import { bold, code, type Phrase, phrase, user } from '../core/phrase.js';
import { type CardRequest, hasCard, type Request } from '../core/request.js';
import { decisionOf, goneCount } from '../core/transition.js';
import { channels, mentions, notThere } from './mentions.js';
import type { Messages } from './messages.js';

const seconds = new Intl.NumberFormat('vi', {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'long',
  maximumFractionDigits: 1,
});

function assets(kind: AssetKind, count: number): string {
  return `${count} ${noun(kind)}`;
}

function noun(kind: AssetKind): string {
  return kind === 'oa' ? 'OA' : 'ứng dụng';
}

function failure(cause: FailureCause): Phrase {
  switch (cause.type) {
    case 'token_invalid':
      return phrase`ZCA không chấp nhận token của bot. Nhờ quản trị bot cấp lại ${code('ZCA_API_TOKEN')}`;
    case 'not_allowed':
      return phrase`token của bot không phải quản trị viên của ZCA này. Nhờ quản trị bot cấp quyền đó`;
    case 'refused':
      return cause.message === ''
        ? phrase`ZCA từ chối và không nêu lý do`
        : phrase`ZCA từ chối: “${cause.message}”`;
    case 'unreachable':
      return phrase`ZCA không trả lời được (${cause.detail})`;
    case 'too_many_calls':
      return phrase`ZCA liên tục báo “quá nhiều lượt gọi”`;
    case 'not_the_contract':
      return phrase`không hiểu được câu trả lời của ZCA (${cause.detail})`;
    case 'still_linked':
      return phrase`ZCA báo không còn liên kết nhưng vẫn hiện liên kết đó`;
    case 'crashed':
      return phrase`công việc bị đứt giữa chừng`;
  }
}

function outcome(what: Outcome): Phrase {
  switch (what.type) {
    case 'unlinked':
      return phrase`đã hủy liên kết; ZCA không còn thấy nữa`;
    case 'already_unlinked':
      return phrase`đã hủy liên kết từ trước; không cần làm gì`;
    case 'changed':
      if (what.nameNow === null)
        return phrase`không hủy: đã được liên kết lại sau khi duyệt. Hãy yêu cầu lại nếu đúng là nó`;
      return phrase`không hủy: nay tên là “${what.nameNow}”, khác với lúc được duyệt. Hãy yêu cầu lại nếu đúng là nó`;
    case 'refused':
      return what.message === ''
        ? phrase`ZCA từ chối, không nêu lý do`
        : phrase`ZCA từ chối: “${what.message}”`;
    case 'failed':
      return phrase`thất bại sau ${what.tries} lần thử: ${failure(what.cause)}. Theo bot biết thì vẫn còn liên kết`;
    case 'unknown':
      return phrase`chưa rõ sau ${what.tries} lần thử: ${failure(what.cause)}. Hãy xem trong trang ZCA còn liên kết hay không`;
  }
}

function decided(request: CardRequest, verb: string): Phrase {
  const decision = decisionOf(request);
  if (decision === null) return [];
  const by: Phrase = decision.by === 'bot' ? phrase`bot` : [user(decision.by)];
  return phrase`${by} ${verb} lúc ${{ at: decision.at }}`;
}

function status(request: CardRequest): Phrase {
  switch (request.status) {
    case 'pending':
      return phrase`⏳ ${bold('Đang chờ người duyệt')}`;
    case 'cancelled':
      return phrase`🚫 ${bold('Đã bỏ')}: ${decided(request, 'bỏ')}. Không hủy liên kết nào.`;
    case 'expired':
      return phrase`⌛ ${bold('Hết hạn')}. Không ai quyết định kịp; không hủy liên kết nào.`;
    case 'approved':
    case 'running':
      return phrase`🔄 ${bold('Đang hủy liên kết…')} ${decided(request, 'xác nhận')}.`;
    case 'succeeded':
      return phrase`✅ ${bold('Xong')}: đã hủy liên kết ${assets(request.kind, goneCount(request))}. ${decided(request, 'xác nhận')}.`;
    case 'partial':
      return phrase`⚠️ ${bold('Xong một phần')}: đã hủy ${goneCount(request)} trên ${assets(request.kind, request.chosen.length)}; xem trong chuỗi tin. ${decided(request, 'xác nhận')}.`;
    case 'failed':
      return phrase`❌ ${bold('Không xong')}: chưa xác nhận được liên kết nào đã hủy; xem trong chuỗi tin. ${decided(request, 'xác nhận')}.`;
  }
}

function notOpen(request: Request): Phrase {
  if (!hasCard(request)) return phrase`Yêu cầu ${bold(request.id)} đã đóng.`;
  if (request.status === 'expired')
    return phrase`Yêu cầu ${bold(request.id)} đã hết hạn. Hãy yêu cầu lại bằng ${code('/unlink')}.`;
  const verb = request.status === 'cancelled' ? 'bỏ' : 'xác nhận';
  return phrase`Lần bấm của bạn không thay đổi gì: ${decided(request, verb)} yêu cầu ${bold(request.id)} rồi.`;
}

export const vi: Messages = {
  kindName: (kind) => (kind === 'oa' ? 'Official Account (OA)' : 'Ứng dụng'),

  card: {
    title: (id) => `Yêu cầu hủy liên kết ${id}`,
    asks: (request) =>
      request.chosen.length === 0 && request.assets.length > 1
        ? phrase`${user(request.requester)} muốn hủy liên kết khỏi tài khoản ZCA. “${request.query}” khớp với ${assets(request.kind, request.assets.length + request.more)}.`
        : phrase`${user(request.requester)} muốn hủy liên kết ${bold(assets(request.kind, request.chosen.length))} khỏi tài khoản ZCA.`,
    reason: (reason) => phrase`Lý do: ${reason}`,
    verified: 'đã xác thực',
    notVerified: 'chưa xác thực',
    linked: ({ at, by, zcaId }) => {
      const account = zcaId === null ? null : phrase`với ZCA ${zcaId}`;
      const since = at === null ? null : phrase`từ ${{ at }}`;
      const person = by === null ? null : phrase`bởi ${by}`;
      const parts = [account, since, person].filter((part) => part !== null);
      return parts.length === 0 ? null : phrase`Liên kết${parts.flatMap((part) => [{ text: ' ' }, ...part])}`;
    },
    effect: (kind, count) =>
      kind === 'oa'
        ? phrase`Khi hủy: ZCA ngừng trả phí cho ${count === 1 ? 'OA này' : 'các OA này'}. Tin trả phí và mẫu tin (ZNS/ZBS) gửi từ ${count === 1 ? 'OA này' : 'các OA này'} sẽ dừng cho đến khi liên kết lại.`
        : phrase`Khi hủy: ZCA ngừng trả phí cho ${count === 1 ? 'ứng dụng này' : 'các ứng dụng này'}. Tính năng trả phí và mẫu tin (ZNS/ZBS) dùng qua ${count === 1 ? 'ứng dụng này' : 'các ứng dụng này'} sẽ dừng cho đến khi liên kết lại.`,
    choose: 'Chọn những gì cần hủy liên kết:',
    more: (more, kind) =>
      phrase`Còn ${assets(kind, more)} chưa hiện. Để thấy, hãy yêu cầu lại với nhiều chữ số của ID hoặc nhiều từ của tên hơn.`,
    confirm: (count) => (count > 1 ? `Xác nhận hủy ${count}` : 'Xác nhận'),
    cancel: 'Bỏ qua',
    sure: {
      title: 'Hủy liên kết thật chứ?',
      text: (chosen, kind) =>
        chosen.length === 0
          ? 'Chưa chọn gì.'
          : `Sẽ hủy ngay liên kết ${assets(kind, chosen.length)} khỏi ZCA: ${chosen.map(({ name, id }) => `${name} (${id})`).join(', ')}`,
      confirm: 'Hủy liên kết',
      deny: 'Quay lại',
    },
    approvers: (allowed, selfAllowed) =>
      allowed.length === 0
        ? phrase`Không ai xác nhận được: chưa cấu hình người duyệt (${code('UNLINK_APPROVERS')}).`
        : phrase`Người được xác nhận: ${mentions(allowed)}${selfAllowed ? '' : '; không phải người yêu cầu'}.`,
    status,
  },

  result: {
    summary: (request) => {
      const done = goneCount(request);
      const took = seconds.format((request.endedAt - request.decision.at) / 1000);
      if (request.status === 'succeeded')
        return phrase`✅ ${bold(`${request.id}: xong.`)} Đã hủy liên kết ${assets(request.kind, done)} trong ${took}.`;
      const mark = request.status === 'partial' ? '⚠️' : '❌';
      return phrase`${mark} ${bold(`${request.id}: đã hủy ${done} trên ${assets(request.kind, request.chosen.length)}`)} trong ${took}.`;
    },
    outcome,
    people: (request) => phrase`${user(request.requester)} yêu cầu, ${user(request.decision.by)} xác nhận.`,
  },

  note: {
    help: [
      phrase`${bold('Hủy liên kết Official Account (OA) hoặc ứng dụng khỏi tài khoản Zalo Cloud Account (ZCA).')}`,
      phrase`${code('/unlink oa 1234')}   một OA theo ID, hoặc một phần ID`,
      phrase`${code('/unlink app 5678')}   một ứng dụng, tương tự`,
      phrase`${code('/unlink oa ban hang sai gon')}   theo từ trong tên; không cần hoa thường hay dấu`,
      phrase`${code('/unlink oa 1234 -- đã đóng cửa hàng')}   kèm lý do`,
      phrase`Trong chuỗi tin, hãy nhắc tên tôi: ${code('@zca-unlink unlink oa 1234')}`,
      phrase`Tôi hiện những gì khớp; chưa hủy gì cho đến khi người duyệt xác nhận.`,
    ],
    mistake: (mistake) => {
      switch (mistake.type) {
        case 'unknown_word':
          return phrase`Tôi không hiểu “${mistake.word}”. Từ đầu tiên là ${code('oa')} hoặc ${code('app')}.`;
        case 'missing_kind':
          return phrase`“${mistake.query}” là OA hay ứng dụng? ID của hai loại giống nhau, nên hãy nói rõ.`;
        case 'missing_query':
          return phrase`${mistake.kind === 'oa' ? 'OA' : 'Ứng dụng'} nào? Hãy thêm ID, một phần ID, hoặc một phần tên.`;
        case 'query_too_long':
          return phrase`Bạn đã gõ ${mistake.length} ký tự; ID hoặc tên có nhiều nhất ${mistake.most}. Hãy gõ ngắn hơn.`;
        case 'reason_too_long':
          return phrase`Lý do dài ${mistake.length} ký tự; nhiều nhất là ${mistake.most}. Hãy viết ngắn hơn.`;
      }
    },
    nearest: (nearest) => phrase`Ví dụ: ${code(nearest)}`,
    notRecorded: phrase`Xin lỗi, tôi chưa chắc đã ghi nhận được. Nếu sau một phút không có gì thay đổi, hãy thử lại.`,
    askRefused: (refusal, allowed) =>
      refusal === 'channel_not_allowed'
        ? phrase`Kênh này không nhận yêu cầu hủy liên kết. Hãy yêu cầu ở ${channels(allowed)}.`
        : phrase`Bạn không thuộc nhóm được yêu cầu hủy liên kết: ${mentions(allowed)}.`,
    noMatch: (kind, query) =>
      phrase`Không có ${noun(kind)} đã liên kết nào khớp với “${query}”. Chưa tạo yêu cầu nào.`,
    closest: phrase`Gần giống:`,
    lookupFailed: (cause) =>
      phrase`Không tra cứu được: ${failure(cause)}. Chưa tạo yêu cầu nào; hãy thử lại sau.`,
    joined: (other) =>
      phrase`Yêu cầu ${bold(other)} đã hỏi đúng mục này và vẫn đang mở. Hãy xem thẻ của yêu cầu đó.`,
    cannotPost: (channel, code) =>
      notThere.has(code)
        ? phrase`Tôi không đăng được vào ${{ channel }}. Hãy mời tôi bằng ${bold('/invite')} rồi gửi lại lệnh. Chưa tạo yêu cầu nào.`
        : phrase`Slack từ chối tin của tôi trong ${{ channel }} (${code}). Chưa tạo yêu cầu nào; hãy báo quản trị bot.`,
    decisionRefused: (refusal, allowed) => {
      if (refusal === 'no_approvers')
        return phrase`Không ai xác nhận được: chưa cấu hình người duyệt (${code('UNLINK_APPROVERS')}).`;
      if (refusal === 'own_request')
        return phrase`Chính bạn đã yêu cầu, nên người khác phải xác nhận: ${mentions(allowed)}.`;
      return phrase`Bạn không phải người duyệt. Người duyệt: ${mentions(allowed)}.`;
    },
    groupUnreadable: (group) =>
      phrase`Tôi không đọc được danh sách của ${{ group }} nên chưa thể cho phép ai. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
    noSuchRequest: phrase`Yêu cầu này không còn nữa. Hãy yêu cầu lại bằng ${code('/unlink')}.`,
    notOpen,
    pressedLongAgo: phrase`Lần bấm của bạn đến tôi quá muộn nên không được tính. Nếu vẫn đúng ý, hãy bấm lại.`,
    listChanged: phrase`Lựa chọn đã đổi trong lúc bạn bấm. Hãy xem lại thẻ rồi bấm lần nữa.`,
    nothingChosen: phrase`Chưa chọn gì. Hãy chọn những gì cần hủy liên kết rồi xác nhận.`,
    held: (other) =>
      phrase`Mục đó đã nằm trong yêu cầu ${bold(other)} đang mở. Hãy bỏ chọn, hoặc chờ yêu cầu đó xong.`,
  },
};
