import type { HistoryFilter, Page } from '../../core/messages/query-result.js';
import { bold, numbered, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { madeNoRequest } from '../../core/request/request.js';
import { channels, mentions } from '../words/mentions.js';
import { failure, noun, shortKind } from '../words/vi.js';
import type { AnswerTexts } from './texts.js';

const number = new Intl.NumberFormat('vi');

export const answerTexts: AnswerTexts = {
  pending: (count) =>
    count === 0
      ? richText`Không có yêu cầu nào đang chờ quyết định.`
      : richText`${bold(`${number.format(count)} yêu cầu`)} đang chờ quyết định:`,
  mine: (count) =>
    count === 0
      ? richText`Bạn chưa có yêu cầu nào.`
      : richText`Bạn đã yêu cầu ${bold(`${number.format(count)} lần`)}, mới nhất trước:`,
  more: (count) => richText`… và ${number.format(count)} mục nữa.`,
  noRequest: (requestId) =>
    requestId === null
      ? richText`Bạn chưa có yêu cầu nào.`
      : richText`Không có yêu cầu ${numbered(requestId)}.`,
  decideOnCard: (channel) =>
    richText`Chưa làm gì cả: hãy quyết định bằng các nút trên thẻ yêu cầu, trong ${{ channel }}. Tình trạng hiện nay:`,
  asked: (request) =>
    madeNoRequest(request)
      ? richText`${user(request.requester)} yêu cầu lúc ${{ at: request.askedAt }}`
      : richText`${numbered(request.id)} · ${user(request.requester)} yêu cầu lúc ${{ at: request.askedAt }}`,
  askedByYou: (request) =>
    madeNoRequest(request)
      ? richText`${{ at: request.askedAt }}`
      : richText`${numbered(request.id)} · ${{ at: request.askedAt }}`,
  about: (what, names, more) => {
    const rest = more === 0 ? '' : ` và ${number.format(more)} mục nữa`;
    return richText`${shortKind(what)}: ${names.join(', ')}${rest}`;
  },
  expires: (at) => richText`hết hạn lúc ${{ at }}`,
  lookingUp: richText`🔎 Đang tra cứu.`,
  noMatch: richText`Không có OA hay ứng dụng đã liên kết nào khớp. Chưa tạo yêu cầu nào.`,
  withheld: (why) => {
    const was = {
      protected: '🔒 Mục khớp được bảo vệ',
      held: '⏳ Mục khớp đang nằm trong một yêu cầu khác còn mở',
      either: '🔒 Các mục khớp được bảo vệ hoặc đang nằm trong yêu cầu khác còn mở',
    };
    return richText`${was[why]}. Chưa tạo yêu cầu nào.`;
  },
  lookupFailed: (cause) => richText`❌ Không tra cứu được: ${failure(cause)}. Chưa tạo yêu cầu nào.`,
  joined: (other) => richText`Đã được thêm vào yêu cầu ${numbered(other)}.`,
  history,
  searchedTo: (at) => richText`Tôi đã tìm ngược đến ${{ at }}; còn những kết quả cũ hơn chưa tìm.`,
  notWhole: richText`Các yêu cầu cũ còn đang được sắp xếp nên có thể thiếu. Hãy xem lại sau vài phút.`,
  previous: 'Mới hơn',
  next: 'Cũ hơn',
  further: 'Tìm xa hơn',
  part: ({ requestId, outcome, approvedBy }) =>
    richText`${numbered(requestId)} · ${{ at: outcome.at }} · ${mentions(approvedBy)} xác nhận`,
  show: (count) =>
    count === 1 ? richText`Thông tin từ ZCA:` : richText`Có ${bold(number.format(count))} mục khớp:`,
  showNone: (kind, queries) =>
    richText`Không có ${noun(kind)} đã liên kết nào khớp với “${queries.join(', ')}”.`,
  protectedBecause: (message) => richText`🔒 Không được hủy liên kết ở đây: ${message}`,
  openRequest: (requestId) => richText`⏳ Đang nằm trong yêu cầu ${numbered(requestId)} còn mở`,
  notAllowed: (refusal, allowed) =>
    refusal === 'outsider'
      ? richText`Khách và người của công ty khác chỉ xem được mục này khi quản trị bot đã chỉ định đích danh.`
      : refusal === 'channel_not_allowed'
        ? richText`Không tra cứu được từ kênh này. Hãy dùng lệnh ở ${channels(allowed)}.`
        : richText`Bạn không thuộc nhóm được xem mục này: ${mentions(allowed)}.`,
  zcaUnreadable: (cause) =>
    cause.type === 'unreachable'
      ? richText`Tôi không kết nối được với ZCA (${cause.detail}) nên chưa tra cứu được. Hãy thử lại sau vài phút.`
      : richText`Tôi không tra cứu được: ${failure(cause)}. Hãy thử lại sau.`,
  groupUnreadable: (group) =>
    richText`Tôi không đọc được danh sách của ${{ group }} nên chưa biết bạn có được xem hay không. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
  personUnreadable: richText`Slack chưa cho tôi biết thông tin tài khoản của bạn nên tôi chưa biết bạn có được xem hay không. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
  recordUnreadable: (requestId) =>
    richText`Không đọc được dữ liệu đã lưu của yêu cầu ${numbered(requestId)}. Hãy báo quản trị bot.`,
  recordNewer: (requestId) =>
    richText`Bot đang được cập nhật và yêu cầu ${numbered(requestId)} do phiên bản mới hơn xử lý. Hãy hỏi lại sau vài phút.`,
};

function history(filter: HistoryFilter, total: number, page: Page): RichText {
  if (total === 0) return richText`Lịch sử${narrowed(filter)} chưa có mục nào.`;
  const where = page.count === 1 ? '' : `, trang ${number.format(page.number)}/${number.format(page.count)}`;
  return richText`${bold('Lịch sử')}${narrowed(filter)}: ${number.format(total)} kết quả${where}`;
}

function narrowed({ command: { kind: only, query }, from, until }: HistoryFilter): RichText {
  return [
    ...richText`${only === null ? '' : ` ${noun(only)}`}`,
    ...(query === null ? [] : richText` có “${query}”`),
    ...(from === null ? [] : richText` từ ${{ at: from }}`),
    ...(until === undefined ? [] : richText` đến ${{ at: until - 1 }}`),
  ];
}
