import type { CodeChoice } from '../../core/command/zalo-text.js';
import { code, numbered, richText } from '../../core/messages/rich-text.js';
import type { ZaloTexts } from './texts.js';

const word: { readonly [C in CodeChoice]: string } = {
  approve: 'duyệt',
  reject: 'từ chối',
  cancel: 'hủy',
  take_back: 'rút lại',
  stop: 'dừng',
  retry: 'thử lại',
  choose: 'chọn',
};

export const zaloTexts: ZaloTexts = {
  stranger: (account) =>
    richText`Xin chào. Tôi chưa biết bạn là ai nên chưa làm gì. Hãy gửi mã của bạn ở đây cho quản trị bot: ${code(account)}`,
  unconfirmed: richText`Tài khoản này chưa được kết nối nên tôi chưa làm gì. Hãy gửi ${code('/unlink kết nối')} cho bot ở kênh kia của bạn, rồi nhắn mã nhận được vào đây.`,
  linked: richText`✅ Đã kết nối tài khoản. Từ giờ bạn có thể gửi yêu cầu và duyệt ngay tại đây. Nhắn ${code('trợ giúp')} để xem cách dùng.`,
  alreadyLinked: richText`Tài khoản này đã được kết nối.`,
  linkRefused: (why) => {
    switch (why) {
      case 'no_code':
        return richText`Không có mã này, hoặc mã đã hết hạn. Hãy lấy mã mới bằng ${code('/unlink kết nối')} ở kênh kia của bạn.`;
      case 'wrong':
        return richText`Mã không đúng nên chưa kết nối. Hãy xem lại mã.`;
      case 'too_many':
        return richText`Sai mã quá nhiều lần nên mã này không còn dùng được. Hãy lấy mã mới bằng ${code('/unlink kết nối')} ở kênh kia của bạn.`;
    }
  },
  onlyText: richText`Tôi chỉ đọc được chữ. Nhắn ${code('trợ giúp')} để xem tôi hiểu những gì.`,
  unknownCode: richText`Tôi không biết mã này nên chưa làm gì. Mỗi mã chỉ dùng được cho người đã nhận.`,
  otherChoice: richText`Mã này không dùng cho việc đó nên chưa làm gì. Hãy xem tin nhắn mới nhất về yêu cầu.`,
  codeUsed: richText`Bạn đã dùng mã này rồi nên không có gì thay đổi thêm.`,
  stillWorking: richText`Tôi vẫn đang xử lý việc này, sẽ trả lời sau.`,
  digitsMissing: (digits, names) =>
    richText`🔐 Chưa xác nhận gì. Hãy gõ thêm bốn số cuối của ID ${names.join(', ')}: ${code(`duyệt ${digits} ${names.map(() => '····').join(' ')}`)}`,
  wrongNumbers: (digits, most) =>
    richText`Hãy ghi số thứ tự trong danh sách, từ 1 đến ${most}: ${code(`chọn ${digits} 1`)}`,
  howTo: (choice, digits, count) => {
    const typed = code(`${word[choice]} ${digits}${choice === 'choose' ? ' 1' : ' ····'.repeat(count)}`);
    switch (choice) {
      case 'approve':
        return count === 0
          ? richText`Xác nhận: ${typed}`
          : richText`🔐 Xác nhận, kèm bốn số cuối của ID: ${typed}`;
      case 'reject':
        return richText`Từ chối: ${typed}, rồi ghi lý do`;
      case 'cancel':
        return richText`Bỏ yêu cầu: ${typed}`;
      case 'take_back':
        return richText`Rút lại lượt duyệt của bạn: ${typed}`;
      case 'stop':
        return richText`Dừng lại: ${typed}`;
      case 'retry':
        return richText`Thử lại: ${typed}`;
      case 'choose':
        return richText`Chọn theo số thứ tự trong danh sách: ${typed}`;
    }
  },
  button: {
    approve: 'Xác nhận',
    reject: 'Từ chối',
    cancel: 'Bỏ yêu cầu',
    take_back: 'Rút lại lượt duyệt',
    stop: 'Dừng lại',
    retry: 'Thử lại',
    choose: 'Chọn',
  },
  word,
  windowEnds: ({ id, expiresAt }, end) =>
    richText`⏰ ${numbered(id)} vẫn chờ bạn quyết định, đến ${{ at: expiresAt }}. Sau ${{ at: end }}, Zalo chỉ cho tôi nhắn cho bạn khi bạn đã nhắn lại: hãy quyết định ngay, hoặc nhắn cho tôi một tin bất kỳ.`,
  decideByCode: (requestId) =>
    richText`Để quyết định về ${numbered(requestId)}, hãy nhắn từ lệnh kèm mã trong tin nhắn của tôi về yêu cầu đó.`,
};
