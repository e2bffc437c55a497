import type { AssetKind } from '../../core/asset/asset.js';
import {
  bold,
  code,
  joined,
  numbered,
  type RichText,
  richText,
  user,
} from '../../core/messages/rich-text.js';
import type { ConfirmEffect } from '../../core/request/confirm-effect.js';
import type { AssetChange, CardRequest, ExcludedAsset } from '../../core/request/request.js';
import { isOnlyStopped } from '../../core/request/stop-transition.js';
import { mentions } from '../words/mentions.js';
import { assets, noun, shortKind } from '../words/vi.js';
import type { CardTexts } from './texts.js';
import { status } from './vi-status.js';

const day = new Intl.DateTimeFormat('vi', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: 'Asia/Ho_Chi_Minh',
});

export const cardTexts: CardTexts = {
  title: ({ id, dryRun }) => (dryRun ? `Chạy thử hủy liên kết ${id}` : `Yêu cầu hủy liên kết ${id}`),
  asks,
  reason: (reason) => richText`Lý do: ${reason}`,
  dryRun: richText`🧪 ${bold('Chạy thử')}: làm đủ mọi bước, trừ bước hủy liên kết.`,
  alsoAsked: ({ user: other, reason }) =>
    reason === null
      ? richText`${user(other)} cũng yêu cầu`
      : richText`${user(other)} cũng yêu cầu: ${reason}`,
  moreAsked: (count) => richText`… và ${count} người nữa`,
  kind: shortKind,
  verified: 'đã xác thực',
  notVerified: 'chưa xác thực',
  linked: ({ at, by, zcaId }) => {
    const account = zcaId === null ? null : richText`với ZCA ${zcaId}`;
    const since = at === null ? null : richText`từ ${{ at }}`;
    const person = by === null ? null : richText`do ${by}`;
    const parts = [account, since, person].filter((part) => part !== null);
    return parts.length === 0 ? null : richText`Liên kết${parts.flatMap((part) => [{ text: ' ' }, ...part])}`;
  },
  brief: {
    since: (at) => `từ ${day.format(at)}`,
    by: (name) => `do ${name}`,
    heavy: '🔐 phải gõ số cuối',
    alike: '⚠️ hãy xem ID',
  },
  effect: (kind, count) =>
    kind === 'oa'
      ? richText`Khi hủy liên kết: ZCA ngừng trả phí cho ${count === 1 ? 'OA này' : 'các OA này'}. Tin trả phí và mẫu tin (ZNS/ZBS) gửi từ ${count === 1 ? 'OA này' : 'các OA này'} sẽ dừng cho đến khi liên kết lại.`
      : richText`Khi hủy liên kết: ZCA ngừng trả phí cho ${count === 1 ? 'ứng dụng này' : 'các ứng dụng này'}. Tính năng trả phí và mẫu tin (ZNS/ZBS) dùng qua ${count === 1 ? 'ứng dụng này' : 'các ứng dụng này'} sẽ dừng cho đến khi liên kết lại.`,
  choose: (ticked) =>
    ({
      none: 'Hãy đánh dấu những gì cần hủy liên kết:',
      some: 'Đánh dấu những gì cần hủy liên kết, bỏ dấu những gì giữ lại:',
      all: 'Bỏ dấu những gì cần giữ lại:',
    })[ticked],
  tick: (kind, digits) => `Hủy liên kết ${kind === 'oa' ? 'OA' : 'ứng dụng'} này (…${digits})`,
  more: (more, kind) =>
    richText`Còn ${assets(kind, more)} chưa hiện. Để thấy, hãy yêu cầu lại với nhiều chữ số của ID hoặc nhiều từ của tên hơn.`,
  alike: (count) => richText`⚠️ ${count} tên trong danh sách này trông giống nhau. Hãy đối chiếu theo ID.`,
  mixedAlphabets: (ids) =>
    richText`⚠️ Tên của ${joined(
      ids.map((id) => [code(id)]),
      ', ',
    )} lẫn chữ cái của nhiều bảng chữ. Hãy đối chiếu theo ID.`,
  missed: (queries) => richText`Không có OA hay ứng dụng nào đang liên kết khớp với: ${queries.join(', ')}`,
  rounded: (queries, kind) =>
    richText`⚠️ Có vẻ bảng tính đã làm tròn ${queries.map((query) => `“${query}”`).join(', ')} nên tôi không biết đó là ${noun(kind)} nào. Hãy đổi cột sang dạng văn bản, nhập lại ID rồi chép từ đó.`,
  unlinkedBefore: ({ asset, requestId, at, approvedBy }) =>
    richText`${bold(asset.name)} (${code(asset.id)}) không còn liên kết: đã được hủy lúc ${{ at }} theo yêu cầu ${numbered(requestId)}, do ${mentions(approvedBy)} xác nhận.`,
  closest: (close) =>
    richText`Gần giống mục không tìm thấy: ${joined(
      close.map((asset) => richText`${bold(asset.name)} (${code(asset.id)})`),
      ', ',
    )}. Muốn hủy liên kết, hãy yêu cầu bằng ID đầy đủ.`,
  reasonSaysDryRun: richText`⚠️ Lý do nói đến chạy thử, nhưng ${bold('yêu cầu này là thật')}. Muốn chạy thử, hãy bỏ yêu cầu này rồi yêu cầu lại với ${code('--chạy thử')} đặt trước ${code('--')}.`,
  withheld,
  moreWithheld: (count) => richText`… và ${count} mục nữa không yêu cầu được ở đây`,
  changed: richText`⚠️ ${bold('Danh sách đã thay đổi kể từ lúc hiển thị.')} Hãy kiểm tra lại trước khi xác nhận:`,
  change,
  moreChanges: (count) => richText`… và ${count} mục nữa`,
  approvers: ({ approvers, allowSelfApproval, approvals }) => {
    if (approvers.length === 0)
      return richText`⚠️ Không ai xác nhận được: chưa cấu hình người duyệt (${code('UNLINK_APPROVERS')}).`;
    const many = approvals === 1 ? '' : ` (cần ${approvals} người khác nhau)`;
    return richText`Người duyệt${many}: ${mentions(approvers)}${allowSelfApproval ? '' : ' (trừ người yêu cầu)'}.`;
  },
  tooFewApprovers: (few, needed) =>
    richText`⚠️ Không thể xác nhận: cần ${needed} người duyệt mà ${few === 0 ? 'không có ai' : `chỉ có ${few} người`} có quyền duyệt.`,
  approversUnreadable: richText`⚠️ Tôi không đọc được nhóm người duyệt từ Slack nên hiện chưa ai trong nhóm xác nhận được.`,
  dropped: (by) => richText`⚠️ Nội dung cần hủy đã đổi nên xác nhận của ${mentions(by)} không còn hiệu lực.`,
  approvals: (given, needed) =>
    richText`✔️ ${bold(`Đã có ${given.length}/${needed} xác nhận`)}: ${joined(
      given.map((each) => richText`${user(each.by)} lúc ${{ at: each.at }}`),
      ', ',
    )}`,
  expires: ({ expiresAt }) => richText`Hết hạn lúc ${{ at: expiresAt }}.`,
  typeDigits: (names) =>
    names.length === 0
      ? richText`🔐 Khi xác nhận, người duyệt phải gõ bốn chữ số cuối của ID.`
      : richText`🔐 Khi xác nhận, người duyệt phải gõ bốn chữ số cuối trong ID của ${joined(
          names.map((name) => [bold(name)]),
          ', ',
        )}.`,
  confirm: ({ chosen, dryRun }) => {
    if (dryRun) return 'Xác nhận chạy thử';
    return chosen.length > 1 ? `Xác nhận hủy ${chosen.length} liên kết` : 'Xác nhận';
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
    title: sureTitle,
    text: (effect, shown, count, kind) => {
      const names = shown.map(({ name, id }) => `${name} (${id})`).join(', ');
      const rest = count - shown.length;
      if (shown.length === 0) return `${whatHappens(effect, kind, count)}: xem trên thẻ yêu cầu.`;
      return `${whatHappens(effect, kind, count)}: ${names}${rest === 0 ? '' : ` và ${rest} mục nữa: xem trên thẻ yêu cầu`}`;
    },
    confirm: ({ type }) =>
      ({
        approval: 'Xác nhận',
        dry_run: 'Xác nhận chạy thử',
        hand_over: 'Giao việc',
        unlink: 'Hủy liên kết',
      })[type],
    deny: 'Quay lại',
  },
  sureToCancel: {
    title: 'Bỏ yêu cầu này?',
    text: (id) => `${id} sẽ kết thúc, không có liên kết nào bị hủy. Không thể hoàn tác.`,
    confirm: 'Bỏ yêu cầu',
    deny: 'Quay lại',
  },
  status,
  progress: (done, all) => richText`${done}/${all}`,
};

function asks(request: CardRequest, named: number): RichText {
  const { requester, kind, chosen, chosenBy, queries } = request;
  const byOther = chosenBy === undefined || chosenBy === requester ? null : chosenBy;
  const who = richText`${user(requester)} muốn ${wish(request)}`;
  if (byOther !== null && chosen.length < named)
    return richText`${who} ${bold(assets(kind, named))} khỏi tài khoản ZCA, ${user(byOther)} ${chosen.length === 0 ? 'không chọn mục nào' : richText`chỉ chọn ${bold(String(chosen.length))}`}.`;
  if (chosen.length > 0 && (byOther === null || named > 0))
    return richText`${who} ${bold(assets(kind, chosen.length))} khỏi tài khoản ZCA.`;
  const found = request.assets.length + request.more;
  const took =
    byOther === null || chosen.length === 0
      ? []
      : richText` ${user(byOther)} chọn ${bold(String(chosen.length))}.`;
  return richText`${who} các ${noun(kind)} khớp với “${queries.join(', ')}” (tìm thấy ${found}) khỏi tài khoản ZCA.${took}`;
}

function sureTitle(effect: ConfirmEffect, kind: AssetKind, count: number): string {
  switch (effect.type) {
    case 'approval':
      return `Ghi nhận xác nhận ${effect.number}/${effect.needed}?`;
    case 'dry_run':
      return 'Xác nhận chạy thử?';
    case 'hand_over':
      return 'Giao cho người thực hiện?';
    case 'unlink':
      return `Hủy liên kết ${assets(kind, count)}?`;
  }
}

function whatHappens(effect: ConfirmEffect, kind: AssetKind, count: number): string {
  const what = assets(kind, count);
  switch (effect.type) {
    case 'approval':
      return `Chưa làm gì cho đến khi có thêm ${effect.needed - effect.number} người xác nhận. Bạn xác nhận việc hủy liên kết ${what}`;
    case 'dry_run':
      return `Không hủy liên kết nào. Bot chỉ thử mọi bước trước khi hủy liên kết ${what}`;
    case 'hand_over':
      return `Người thực hiện sẽ hủy liên kết ${what} khỏi ZCA bằng tay`;
    case 'unlink':
      return `Sẽ hủy liên kết ${what} khỏi ZCA`;
  }
}

function withheld({ asset, why }: ExcludedAsset): RichText {
  const name = richText`${bold(asset.name)} (${code(asset.id)})`;
  return why.type === 'protected'
    ? richText`🔒 ${name} không được hủy liên kết ở đây: ${why.message}`
    : richText`${name} đang nằm trong yêu cầu ${bold(why.by)} còn mở`;
}

function change(what: AssetChange): RichText {
  const name = richText`${bold(what.asset.name)} (${code(what.asset.id)})`;
  switch (what.type) {
    case 'gone':
      return richText`${name} không còn liên kết`;
    case 'protected':
      return richText`${name} nay được bảo vệ: ${what.message}`;
    case 'changed':
      return what.asset.name === what.before.name
        ? richText`${name} đã được liên kết lại, hoặc thông tin đã đổi`
        : richText`${name} trước có tên “${what.before.name}”`;
  }
}

function wish({ dryRun }: CardRequest): string {
  return dryRun ? 'chạy thử việc hủy liên kết' : 'hủy liên kết';
}
