import { bold, richText } from '../../core/messages/rich-text.js';
import { assets } from '../words/vi.js';
import type { DialogTexts } from './texts.js';

export const dialogTexts: DialogTexts = {
  close: 'Đóng',
  form: {
    title: 'Hủy liên kết khỏi ZCA',
    submit: 'Gửi yêu cầu',
    intro: richText`Chưa hủy liên kết nào cho đến khi người duyệt xác nhận.`,
    kind: 'Loại',
    assets: 'Cần hủy liên kết',
    search: 'Gõ một phần tên hoặc ID',
    pasted: 'Hoặc dán ID hay tên',
    pastedHint:
      'Mỗi dòng một mục hoặc cách nhau bằng dấu phẩy; dán được cả dòng của bảng tính và liên kết zalo.me.',
    understood: richText`${bold('Tôi hiểu phần bạn dán như sau.')} Nếu đúng, hãy bấm ${bold('Gửi yêu cầu')} lần nữa:`,
    fits: (query, count) => richText`“${query}” khớp ${count} mục; bạn sẽ chọn mục đúng trên thẻ yêu cầu`,
    reason: 'Lý do',
    reasonHint: 'Người duyệt sẽ thấy lý do này; nó được lưu trong nhật ký.',
    options: 'Thử trước',
    dryRun: 'Chạy thử',
    dryRunHint: 'Làm đủ mọi bước, trừ bước hủy liên kết.',
    channel: 'Đăng yêu cầu ở đâu',
    channelHint: 'Người duyệt phải xem được kênh này, và tôi phải ở trong đó.',
    whoMustApprove: richText`${bold('Ai phải xác nhận')}`,
    approvals: (count) => richText`Số xác nhận cần có: ${bold(String(count))}`,
  },
  reject: {
    title: (id) => `Từ chối ${id}`,
    submit: 'Từ chối',
    intro: (id) =>
      richText`Sẽ không có liên kết nào trong ${bold(id)} bị hủy, và mọi người sẽ thấy ai đã từ chối. Không thể hoàn tác.`,
    reason: 'Lý do',
    reasonHint: 'Người yêu cầu sẽ thấy lý do này.',
  },
  couldNot: {
    title: (id) => `${id}: không được`,
    submit: 'Gửi',
    intro: (name) =>
      richText`Khi đó ${bold(name)} được tính là chưa hủy liên kết. Người yêu cầu thấy lý do, và người duyệt có thể cho làm lại.`,
    reason: 'Vì sao không làm được',
    reasonHint: 'Ví dụ trang ZCA báo gì, hoặc điều gì khác với các bước.',
  },
  digits: {
    title: (id) => `Xác nhận ${id}`,
    submit: (effect, _kind, count) =>
      ({
        approval: 'Xác nhận',
        dry_run: 'Xác nhận chạy thử',
        hand_over: 'Giao việc',
        unlink: `Hủy liên kết ${count} mục`,
      })[effect.type],
    intro: (effect, kind, count) => {
      const what = assets(kind, count);
      const said = {
        approval: `Bạn sắp xác nhận việc hủy liên kết ${what}; còn cần người khác xác nhận:`,
        dry_run: `Bạn sắp xác nhận chạy thử với ${what}:`,
        hand_over: `Bạn sắp giao việc hủy liên kết ${what} cho người thực hiện:`,
        unlink: `Bạn sắp hủy liên kết ${what}:`,
      };
      return richText`⚠️ ${bold(said[effect.type])}`;
    },
    label: (name, masked) => `Bốn chữ số cuối của ID “${name}” (${masked})`,
    hint: richText`Hãy đối chiếu tên và ID với đúng những gì cần hủy, rồi gõ các chữ số.`,
  },
  problem: {
    noAsset: 'Hãy chọn những gì cần hủy liên kết.',
    tooMany: (count, most) =>
      `Bạn chọn ${count} mục một lần; mỗi yêu cầu ở đây nhận nhiều nhất ${most}. Hãy chọn ít hơn.`,
    gone: (names) => `Không còn liên kết: ${names.join(', ')}. Hãy bỏ khỏi danh sách.`,
    protected: (name, message) => `${name} không được hủy liên kết ở đây: ${message}`,
    notFound: (queries) =>
      `Không có mục đã liên kết nào khớp với ${queries.join(', ')}. Hãy sửa lại hoặc bỏ ra.`,
    rounded: (queries) =>
      `Có vẻ bảng tính đã làm tròn ${queries.join(', ')} nên không rõ là mục nào. Hãy chép ID đầy đủ.`,
    closest: (names) => `Gần giống: ${names.join(', ')}.`,
    otherKind: (queries, kind) =>
      `${queries.join(', ')}: mục này ghi là ${kind === 'oa' ? 'ứng dụng, còn ở trên đang chọn OA' : 'OA, còn ở trên đang chọn ứng dụng'}. Hãy yêu cầu riêng.`,
    pastedTooLong: (most) => `ID hoặc tên có nhiều nhất ${most} ký tự. Hãy viết mỗi mục một dòng.`,
    reasonMissing: 'Ở đây cần có lý do.',
    reasonTooLong: (length, most) => `Lý do dài ${length} ký tự; nhiều nhất là ${most}. Hãy viết ngắn hơn.`,
    channelMissing: 'Hãy chọn một kênh.',
    channelNotAllowed: 'Kênh này không nhận yêu cầu hủy liên kết. Hãy chọn kênh khác.',
    channelWithoutBot:
      'Tôi không đăng được vào kênh này. Hãy chọn một kênh có tôi, hoặc mời tôi vào bằng /invite.',
    wrongDigits: 'Đây không phải bốn chữ số cuối của ID này. Hãy xem lại.',
    overBudget: (most, seconds) =>
      `Bạn đã gửi hơn ${most} lần trong một phút nên lần này chưa được nhận. Hãy gửi lại sau ${seconds} giây.`,
    notRecorded: 'Xin lỗi, tôi chưa chắc đã ghi nhận được. Hãy gửi lại; yêu cầu chỉ được tính một lần.',
  },
};
