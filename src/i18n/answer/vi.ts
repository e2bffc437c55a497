import type { HistoryFilter, Page } from '../../core/messages/query-result.js';
import { bold, numbered, type Phrase, phrase, user } from '../../core/messages/rich-text.js';
import { madeNoRequest } from '../../core/request/request.js';
import { channels, mentions } from '../words/mentions.js';
import { failure, noun, shortKind } from '../words/vi.js';
import type { AnswerTexts } from './texts.js';

const number = new Intl.NumberFormat('vi');

export const answerTexts: AnswerTexts = {
  pending: (count) =>
    count === 0
      ? phrase`Không có yêu cầu nào đang chờ quyết định.`
      : phrase`${bold(`${number.format(count)} yêu cầu`)} đang chờ quyết định:`,
  mine: (count) =>
    count === 0
      ? phrase`Bạn chưa có yêu cầu nào.`
      : phrase`Bạn đã yêu cầu ${bold(`${number.format(count)} lần`)}, mới nhất trước:`,
  more: (count) => phrase`… và ${number.format(count)} mục nữa.`,
  noRequest: (requestId) =>
    requestId === null ? phrase`Bạn chưa có yêu cầu nào.` : phrase`Không có yêu cầu ${numbered(requestId)}.`,
  decideOnCard: (channel) =>
    phrase`Chưa làm gì cả: hãy quyết định bằng các nút trên thẻ yêu cầu, trong ${{ channel }}. Tình trạng hiện nay:`,
  asked: (request) =>
    madeNoRequest(request)
      ? phrase`${user(request.requester)} yêu cầu lúc ${{ at: request.askedAt }}`
      : phrase`${numbered(request.id)} · ${user(request.requester)} yêu cầu lúc ${{ at: request.askedAt }}`,
  askedByYou: (request) =>
    madeNoRequest(request)
      ? phrase`${{ at: request.askedAt }}`
      : phrase`${numbered(request.id)} · ${{ at: request.askedAt }}`,
  about: (what, names, more) => {
    const rest = more === 0 ? '' : ` và ${number.format(more)} mục nữa`;
    return phrase`${shortKind(what)}: ${names.join(', ')}${rest}`;
  },
  expires: (at) => phrase`hết hạn lúc ${{ at }}`,
  lookingUp: phrase`🔎 Đang tra cứu.`,
  noMatch: phrase`Không có OA hay ứng dụng đã liên kết nào khớp. Chưa tạo yêu cầu nào.`,
  withheld: (why) => {
    const was = {
      protected: '🔒 Mục khớp được bảo vệ',
      held: '⏳ Mục khớp đang nằm trong một yêu cầu khác còn mở',
      either: '🔒 Các mục khớp được bảo vệ hoặc đang nằm trong yêu cầu khác còn mở',
    };
    return phrase`${was[why]}. Chưa tạo yêu cầu nào.`;
  },
  lookupFailed: (cause) => phrase`❌ Không tra cứu được: ${failure(cause)}. Chưa tạo yêu cầu nào.`,
  joined: (other) => phrase`Đã được thêm vào yêu cầu ${numbered(other)}.`,
  history,
  searchedTo: (at) => phrase`Tôi đã tìm ngược đến ${{ at }}; còn những kết quả cũ hơn chưa tìm.`,
  notWhole: phrase`Các yêu cầu cũ còn đang được sắp xếp nên có thể thiếu. Hãy xem lại sau vài phút.`,
  previous: 'Mới hơn',
  next: 'Cũ hơn',
  further: 'Tìm xa hơn',
  part: ({ requestId, outcome, approvedBy }) =>
    phrase`${numbered(requestId)} · ${{ at: outcome.at }} · ${mentions(approvedBy)} xác nhận`,
  show: (count) =>
    count === 1 ? phrase`Thông tin từ ZCA:` : phrase`Có ${bold(number.format(count))} mục khớp:`,
  showNone: (kind, queries) =>
    phrase`Không có ${noun(kind)} đã liên kết nào khớp với “${queries.join(', ')}”.`,
  protectedBecause: (message) => phrase`🔒 Không được hủy liên kết ở đây: ${message}`,
  openRequest: (requestId) => phrase`⏳ Đang nằm trong yêu cầu ${numbered(requestId)} còn mở`,
  notAllowed: (refusal, allowed) =>
    refusal === 'outsider'
      ? phrase`Khách và người của công ty khác chỉ xem được mục này khi quản trị bot đã chỉ định đích danh.`
      : refusal === 'channel_not_allowed'
        ? phrase`Không tra cứu được từ kênh này. Hãy dùng lệnh ở ${channels(allowed)}.`
        : phrase`Bạn không thuộc nhóm được xem mục này: ${mentions(allowed)}.`,
  zcaUnreadable: (cause) =>
    cause.type === 'unreachable'
      ? phrase`Tôi không kết nối được với ZCA (${cause.detail}) nên chưa tra cứu được. Hãy thử lại sau vài phút.`
      : phrase`Tôi không tra cứu được: ${failure(cause)}. Hãy thử lại sau.`,
  groupUnreadable: (group) =>
    phrase`Tôi không đọc được danh sách của ${{ group }} nên chưa biết bạn có được xem hay không. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
  personUnreadable: phrase`Slack chưa cho tôi biết thông tin tài khoản của bạn nên tôi chưa biết bạn có được xem hay không. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
  recordUnreadable: (requestId) =>
    phrase`Không đọc được dữ liệu đã lưu của yêu cầu ${numbered(requestId)}. Hãy báo quản trị bot.`,
  recordNewer: (requestId) =>
    phrase`Bot đang được cập nhật và yêu cầu ${numbered(requestId)} do phiên bản mới hơn xử lý. Vui lòng hỏi lại sau vài phút.`,
};

function history(filter: HistoryFilter, total: number, page: Page): Phrase {
  if (total === 0) return phrase`Lịch sử${narrowed(filter)} chưa có mục nào.`;
  const where = page.count === 1 ? '' : `, trang ${number.format(page.number)}/${number.format(page.count)}`;
  return phrase`${bold('Lịch sử')}${narrowed(filter)}: ${number.format(total)} kết quả${where}`;
}

function narrowed({ command: { kind: only, query }, from, until }: HistoryFilter): Phrase {
  return [
    ...phrase`${only === null ? '' : ` ${noun(only)}`}`,
    ...(query === null ? [] : phrase` có “${query}”`),
    ...(from === null ? [] : phrase` từ ${{ at: from }}`),
    ...(until === undefined ? [] : phrase` đến ${{ at: until - 1 }}`),
  ];
}
