import { handWorkOf, waitsForOperators } from '../../core/hand-work.js';
import { bold, code, joined, numbered, type Phrase, phrase, user } from '../../core/phrase.js';
import type { AssetChange, CardRequest, Finished, Withheld } from '../../core/request.js';
import { reportedCount } from '../../core/run-transition.js';
import { isOnlyStopped, stopOf, stopWindowEnd } from '../../core/stop-transition.js';
import { mentions } from '../words/mentions.js';
import { assets, decided, noun, shortKind, unlinkedOf } from '../words/vi.js';
import type { CardTexts } from './texts.js';

export const cardTexts: CardTexts = {
  title: ({ id, dryRun }) => (dryRun ? `Chạy thử hủy liên kết ${id}` : `Yêu cầu hủy liên kết ${id}`),
  asks,
  reason: (reason) => phrase`Lý do: ${reason}`,
  dryRun: phrase`🧪 ${bold('Chạy thử')}: làm đủ mọi bước, trừ bước hủy liên kết.`,
  alsoAsked: ({ user: other, reason }) =>
    reason === null ? phrase`${user(other)} cũng yêu cầu` : phrase`${user(other)} cũng yêu cầu: ${reason}`,
  moreAsked: (count) => phrase`… và ${count} người nữa`,
  kind: shortKind,
  verified: 'đã xác thực',
  notVerified: 'chưa xác thực',
  linked: ({ at, by, zcaId }) => {
    const account = zcaId === null ? null : phrase`với ZCA ${zcaId}`;
    const since = at === null ? null : phrase`từ ${{ at }}`;
    const person = by === null ? null : phrase`do ${by}`;
    const parts = [account, since, person].filter((part) => part !== null);
    return parts.length === 0 ? null : phrase`Liên kết${parts.flatMap((part) => [{ text: ' ' }, ...part])}`;
  },
  effect: (kind, count) =>
    kind === 'oa'
      ? phrase`Khi hủy liên kết: ZCA ngừng trả phí cho ${count === 1 ? 'OA này' : 'các OA này'}. Tin trả phí và mẫu tin (ZNS/ZBS) gửi từ ${count === 1 ? 'OA này' : 'các OA này'} sẽ dừng cho đến khi liên kết lại.`
      : phrase`Khi hủy liên kết: ZCA ngừng trả phí cho ${count === 1 ? 'ứng dụng này' : 'các ứng dụng này'}. Tính năng trả phí và mẫu tin (ZNS/ZBS) dùng qua ${count === 1 ? 'ứng dụng này' : 'các ứng dụng này'} sẽ dừng cho đến khi liên kết lại.`,
  choose: 'Chọn những gì cần hủy liên kết:',
  tick: (kind, digits) => `Hủy liên kết ${kind === 'oa' ? 'OA' : 'ứng dụng'} này (…${digits})`,
  more: (more, kind) =>
    phrase`Còn ${assets(kind, more)} chưa hiện. Để thấy, hãy yêu cầu lại với nhiều chữ số của ID hoặc nhiều từ của tên hơn.`,
  alike: (count) => phrase`⚠️ ${count} tên trong danh sách này trông giống nhau. Hãy đối chiếu theo ID.`,
  mixedAlphabets: (ids) =>
    phrase`⚠️ Tên của ${joined(
      ids.map((id) => [code(id)]),
      ', ',
    )} lẫn chữ cái của nhiều bảng chữ. Hãy đối chiếu theo ID.`,
  missed: (queries) => phrase`Không có liên kết nào khớp với: ${queries.join(', ')}`,
  rounded: (queries, kind) =>
    phrase`⚠️ Có vẻ bảng tính đã làm tròn ${queries.map((query) => `“${query}”`).join(', ')} nên tôi không biết đó là ${noun(kind)} nào. Hãy đổi cột sang dạng văn bản, nhập lại ID rồi chép từ đó.`,
  unlinkedBefore: ({ asset, requestId, at, approvedBy }) =>
    phrase`${bold(asset.name)} (${code(asset.id)}) không còn liên kết: đã được hủy lúc ${{ at }} theo yêu cầu ${numbered(requestId)}, do ${mentions(approvedBy)} xác nhận.`,
  closest: (close) =>
    phrase`Gần giống mục không tìm thấy: ${joined(
      close.map((asset) => phrase`${bold(asset.name)} (${code(asset.id)})`),
      ', ',
    )}. Muốn hủy liên kết, hãy yêu cầu bằng ID đầy đủ.`,
  reasonSaysDryRun: phrase`⚠️ Lý do nói đến chạy thử, nhưng ${bold('yêu cầu này là thật')}. Muốn chạy thử, hãy bỏ yêu cầu này rồi yêu cầu lại với ${code('--chạy thử')} đặt trước ${code('--')}.`,
  withheld,
  moreWithheld: (count) => phrase`… và ${count} mục nữa không yêu cầu được ở đây`,
  changed: phrase`⚠️ ${bold('Danh sách đã khác với lúc hiện ra.')} Hãy xem lại rồi xác nhận:`,
  change,
  moreChanges: (count) => phrase`… và ${count} mục nữa`,
  approvers: ({ approvers, allowSelfApproval, approvals }) => {
    if (approvers.length === 0)
      return phrase`⚠️ Không ai xác nhận được: chưa cấu hình người duyệt (${code('UNLINK_APPROVERS')}).`;
    const many = approvals === 1 ? '' : ` (cần ${approvals} người khác nhau)`;
    return phrase`Người có quyền xác nhận${many}: ${mentions(approvers)}${allowSelfApproval ? '' : ', trừ người yêu cầu'}.`;
  },
  tooFewApprovers: (few, needed) =>
    phrase`⚠️ Không thể xác nhận: cần ${needed} người duyệt mà ${few === 0 ? 'không có ai' : `chỉ có ${few} người`} có quyền duyệt.`,
  approversUnreadable: phrase`⚠️ Tôi không đọc được nhóm người duyệt từ Slack nên hiện chưa ai trong nhóm xác nhận được.`,
  dropped: (by) => phrase`⚠️ Nội dung cần hủy đã đổi nên xác nhận của ${mentions(by)} không còn hiệu lực.`,
  approvals: (given, needed) =>
    phrase`✔️ ${bold(`Đã có ${given.length}/${needed} xác nhận`)}: ${joined(
      given.map((each) => phrase`${user(each.by)} lúc ${{ at: each.at }}`),
      ', ',
    )}`,
  expires: ({ expiresAt }) => phrase`Hết hạn lúc ${{ at: expiresAt }}.`,
  typeDigits: phrase`🔐 Khi xác nhận, người duyệt gõ bốn chữ số cuối của ID.`,
  confirm: ({ chosen, dryRun }) => {
    if (dryRun) return 'Xác nhận chạy thử';
    return chosen.length > 1 ? `Xác nhận hủy liên kết ${chosen.length}` : 'Xác nhận';
  },
  reject: 'Từ chối…',
  cancel: 'Bỏ yêu cầu',
  takeBack: 'Rút lại xác nhận của tôi',
  stop: 'Dừng',
  retry: (request) => {
    if (!isOnlyStopped(request)) return 'Thử lại phần chưa xong';
    return request.dryRun ? 'Chạy thử tiếp' : 'Hủy liên kết phần còn lại';
  },
  sure: {
    title: 'Xác nhận hủy liên kết?',
    text: (shown, count, kind) => {
      const names = shown.map(({ name, id }) => `${name} (${id})`).join(', ');
      const rest = count - shown.length;
      if (shown.length === 0) return `Sẽ hủy liên kết ${assets(kind, count)} khỏi ZCA: xem trên thẻ.`;
      return `Sẽ hủy liên kết ${assets(kind, count)} khỏi ZCA: ${names}${rest === 0 ? '' : ` và ${rest} mục nữa: xem trên thẻ`}`;
    },
    confirm: 'Hủy liên kết',
    deny: 'Quay lại',
  },
  sureToCancel: {
    title: 'Bỏ yêu cầu này?',
    text: (id) => `${id} sẽ kết thúc, không có liên kết nào bị hủy. Việc này không rút lại được.`,
    confirm: 'Bỏ yêu cầu',
    deny: 'Quay lại',
  },
  status,
  progress: (done, all) => phrase`${done}/${all}`,
};

function asks(request: CardRequest, named: number): Phrase {
  const { requester, kind, chosen, chosenBy } = request;
  const who = phrase`${user(requester)} muốn ${wish(request)}`;
  if (chosenBy !== undefined && chosenBy !== requester && chosen.length < named)
    return phrase`${who} ${bold(assets(kind, named))} khỏi tài khoản ZCA. ${user(chosenBy)} ${chosen.length === 0 ? 'không chọn mục nào' : phrase`chọn ${bold(assets(kind, chosen.length))}`}.`;
  if (chosen.length > 0) return phrase`${who} ${bold(assets(kind, chosen.length))} khỏi tài khoản ZCA.`;
  return phrase`${who} khỏi tài khoản ZCA. “${request.queries.join(', ')}” khớp với ${assets(kind, request.assets.length + request.more)}.`;
}

function withheld({ asset, why }: Withheld): Phrase {
  const name = phrase`${bold(asset.name)} (${code(asset.id)})`;
  return why.type === 'protected'
    ? phrase`🔒 ${name} không được hủy liên kết ở đây: ${why.message}`
    : phrase`${name} đang nằm trong yêu cầu ${bold(why.by)} còn mở`;
}

function change(what: AssetChange): Phrase {
  const name = phrase`${bold(what.asset.name)} (${code(what.asset.id)})`;
  switch (what.type) {
    case 'gone':
      return phrase`${name} không còn liên kết`;
    case 'protected':
      return phrase`${name} nay được bảo vệ: ${what.message}`;
    case 'changed':
      return what.asset.name === what.before.name
        ? phrase`${name} đã được liên kết lại, hoặc thông tin đã đổi`
        : phrase`${name} trước có tên “${what.before.name}”`;
  }
}

function status(request: CardRequest): Phrase {
  switch (request.status) {
    case 'pending':
      return phrase`⏳ ${bold(request.approvals.length === 0 ? 'Đang chờ người duyệt' : 'Đang chờ thêm người duyệt')}`;
    case 'cancelled':
      return cancelled(request);
    case 'expired':
      return phrase`⌛ ${bold('Hết hạn')}. Chưa được xác nhận kịp lúc; không có liên kết nào bị hủy.`;
    case 'approved':
      return phrase`⏱️ ${begins(request)} ${confirmed(request)}`;
    case 'running':
      if (waitsForOperators(request)) return phrase`🛠️ ${byHand(request)} ${confirmed(request)}`;
      return phrase`🔄 ${bold(running(request))} ${confirmed(request)}`;
    case 'succeeded':
      return phrase`${request.dryRun ? '🧪' : '✅'} ${bold('Xong')}: ${unlinkedOf(request)}${asReported(request)}. ${confirmed(request)}`;
    case 'partial':
      return phrase`${stopped(request) ?? phrase`⚠️ ${bold('Xong một phần')}`}: ${unlinkedOf(request)}; xem lý do trong chuỗi tin. ${confirmed(request)}`;
    case 'failed':
      return phrase`${stopped(request) ?? phrase`❌ ${bold('Không thành công')}`}: ${request.dryRun ? 'nếu chạy thật sẽ không hủy được liên kết nào' : 'không chắc có liên kết nào đã hủy'}; xem lý do trong chuỗi tin. ${confirmed(request)}`;
  }
}

function begins(request: Extract<CardRequest, { status: 'approved' }>): Phrase {
  const end = stopWindowEnd(request);
  return end === null
    ? phrase`${bold('Chưa bắt đầu')}, vẫn dừng được.`
    : phrase`${bold('Sớm nhất bắt đầu lúc')} ${{ at: end, to: 'second' }}; chưa bắt đầu thì vẫn dừng được.`;
}

function stopped(request: Finished): Phrase | null {
  const stop = stopOf(request);
  if (stop === null) return null;
  return stop.by === 'bot' ? phrase`⌛ ${bold('Không bắt đầu kịp')}` : phrase`✋ ${decided(stop, 'đã dừng')}`;
}

function wish({ dryRun }: CardRequest): string {
  return dryRun ? 'chạy thử việc hủy liên kết' : 'hủy liên kết';
}

function asReported(request: Extract<CardRequest, { round: number }>): string {
  const reported = reportedCount(request);
  return reported === 0 ? '' : ` (${reported} theo lời người thực hiện, chưa kiểm chứng được)`;
}

function running(request: Extract<CardRequest, { status: 'running' }>): string {
  if (request.stop !== null) return 'Đang dừng…';
  return request.dryRun ? 'Đang chạy thử…' : 'Đang hủy liên kết…';
}

function byHand(request: Extract<CardRequest, { status: 'running' }>): Phrase {
  const { taken } = handWorkOf(request);
  return taken === null
    ? phrase`${bold('Đang chờ người thực hiện')} hủy liên kết bằng tay; xem trong chuỗi tin.`
    : phrase`${bold('Đang hủy liên kết bằng tay')}: ${user(taken.by)} đã nhận; xem trong chuỗi tin.`;
}

function cancelled(request: Extract<CardRequest, { status: 'cancelled' }>): Phrase {
  const { decision, why, requester } = request;
  if (why?.type === 'nothing_left')
    return phrase`🚫 ${bold('Không còn gì để hủy')}: không mục nào trong danh sách còn hủy được.`;
  if (why?.type === 'stopped')
    return phrase`✋ ${decided(decision, 'đã dừng trước khi bắt đầu')}. Không có liên kết nào bị hủy.`;
  const isRejected = why !== null && decision.by !== requester;
  const head = decided(decision, isRejected ? 'đã từ chối' : 'đã bỏ yêu cầu');
  const said = why === null || why.text === null ? '' : ` Lý do: “${why.text}”.`;
  return phrase`🚫 ${head}.${said} Không có liên kết nào bị hủy.`;
}

function confirmed(request: Extract<CardRequest, { round: number }>): Phrase {
  const by = mentions(request.approvals.map((approval) => approval.by));
  const { decision } = request;
  if (decision.by === 'bot') return phrase`${by} xác nhận, đủ người duyệt từ ${{ at: decision.at }}.`;
  return phrase`${by} xác nhận lúc ${{ at: decision.at }}.`;
}
