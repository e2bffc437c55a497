import { bold, code, richText } from '../../core/messages/rich-text.js';
import type { HomeTexts } from './texts.js';

const number = new Intl.NumberFormat('vi');
const day = new Intl.DateTimeFormat('vi', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: 'Asia/Ho_Chi_Minh',
});

export const homeTexts: HomeTexts = {
  toDecide: 'Đang chờ bạn',
  nothingToDecide: richText`Không có gì đang chờ bạn quyết định.`,
  moreToDecide: (count) =>
    richText`… và ${number.format(count)} yêu cầu nữa, sẽ hiện khi quyết định xong các yêu cầu trên. ${code('/unlink đang chờ')} liệt kê những gì đang chờ.`,
  permissionUnreadable: richText`⚠️ Tôi không đọc được từ Slack bạn có quyền quyết định hay không, nên ở đây có thể thiếu yêu cầu. Hãy mở lại trang này sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
  tooMuchForHere: (count) =>
    richText`Yêu cầu này có ${number.format(count)} mục nên không hiện hết ở đây được. Hãy xác nhận trên thẻ yêu cầu.`,
  nothingChosen: richText`Chưa chọn mục nào. Hãy đánh dấu trên thẻ yêu cầu những gì cần hủy liên kết.`,
  openCard: (id) => `mở thẻ yêu cầu ${id}`,
  own: 'Yêu cầu của bạn',
  newRequest: 'Yêu cầu mới…',
  noneOwn: richText`Bạn chưa có yêu cầu nào. Hãy gõ ${code('/unlink')} trong một kênh để bắt đầu.`,
  outcomes: 'Kết quả gần đây',
  noOutcomes: richText`Chưa có gì.`,
  weeks: 'Số liên kết đã hủy mỗi tuần',
  perWeek: (weeks) => {
    const dates = weeks.map(({ from }) => day.format(from));
    const numbers = weeks.map(({ unlinked }) => number.format(unlinked));
    const all = weeks.reduce((sum, { unlinked }) => sum + unlinked, 0);
    return richText`Từ tuần ${dates.at(0) ?? ''} đến tuần ${dates.at(-1) ?? ''} (tuần này): ${numbers.join(', ')}. Tổng cộng: ${bold(number.format(all))}.`;
  },
};
