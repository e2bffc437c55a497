import type { StoryTexts } from './texts.js';

const person = (by: string) => (by === 'bot' ? 'Bot' : by);
const after = (said: string, text: string) => (text === '' ? '' : `${said}${text}`);
const quoted = (said: string, text: string) => (text === '' ? '' : `${said}“${text}”`);

const outcomes = new Map([
  ['unlinked', 'đã hủy liên kết, ZCA không còn hiển thị'],
  ['already_unlinked', 'đã được hủy liên kết từ trước, không gọi ZCA'],
  ['reported', 'được báo là đã hủy liên kết bằng tay'],
  ['changed', 'không hủy: không còn là liên kết đã được xác nhận'],
  ['protected', 'không hủy: được quy định bảo vệ'],
  ['refused', 'ZCA từ chối'],
  ['stopped', 'chưa bắt đầu: yêu cầu đã bị dừng'],
  ['would_unlink', 'chạy thử: nếu chạy thật sẽ được hủy liên kết'],
  ['failed', 'thất bại'],
  ['unknown', 'chưa rõ: đã gọi ZCA nhưng không đọc được kết quả'],
]);

export const storyTexts: StoryTexts = {
  title: (requestId) => `Diễn biến của ${requestId}. Mọi thời điểm theo giờ Việt Nam (UTC+07:00).`,
  step: {
    asked: ({ by, text, list, isSet }) =>
      `${by} yêu cầu trong ${text('channel')} hủy liên kết ${text('kind')} ${quoted('', list('queries'))}${isSet('dryRun') ? ', chạy thử' : ''}${quoted('; lý do: ', text('reason'))}.`,
    listed: ({ assets }) =>
      `Bot tìm thấy ${assets('assets') || 'không mục nào'}; đã chọn: ${assets('chosen') || 'chưa có'}${after('; không đưa vào: ', assets('withheld'))}.`,
    not_found: ({ assets }) =>
      `Bot không thấy mục nào đang liên kết khớp với yêu cầu${after('; gần nhất: ', assets('closest'))}.`,
    lookup_failed: ({ text }) => `Bot không đọc được danh sách liên kết (${text('cause')}).`,
    joining: ({ text }) => `Bot bắt đầu gộp yêu cầu này vào ${text('other')}.`,
    joined: ({ text }) => `Yêu cầu này được gộp vào ${text('other')}, yêu cầu đang giữ mục đó.`,
    requester_added: ({ by, text }) =>
      `${by} cũng yêu cầu mục này (${text('joined')}) nên được thêm vào${quoted('; lý do: ', text('reason'))}.`,
    chosen: ({ by, assets, text }) =>
      `${by} chọn ${assets('chosen') || 'không mục nào'}; số xác nhận mất hiệu lực vì thế: ${text('dropped')}.`,
    list_changed: ({ list, text }) =>
      `Danh sách trên ZCA đã đổi (${list('changes')}) nên yêu cầu lại chờ quyết định; số xác nhận mất hiệu lực vì thế: ${text('dropped')}.`,
    approval_given: ({ by, assets, text }) =>
      `${by} xác nhận ${assets('assets')}: xác nhận thứ ${text('approvals')} trên ${text('needed')}${after('; đã nhập số cuối của ', assets('typed'))}.`,
    approval_taken_back: ({ by, text }) =>
      `${by} rút lại xác nhận của mình; số xác nhận còn lại: ${text('approvals')}.`,
    approval_lapsed: ({ list, text }) =>
      `Các xác nhận không còn đủ (cần: ${text('needed')}${after('; không còn hiệu lực: ', list('lapsed'))}) nên chưa hủy liên kết gì.`,
    held_after_restore: ({ list, assets, isSet }) =>
      isSet('running')
        ? `Redis được khôi phục về một bản cũ: bot không gọi thêm lần nào${after('; chỉ đọc ', assets('assets'))}.`
        : `Redis được khôi phục về một bản cũ nên yêu cầu lại chờ quyết định${after('; xác nhận bị bỏ: ', list('lapsed'))}.`,
    approved: ({ by, assets, text }) =>
      `${by} xác nhận ${assets('assets')}: xác nhận thứ ${text('approvals')} trên ${text('needed')}, yêu cầu được duyệt${after('; đã nhập số cuối của ', assets('typed'))}.`,
    quorum_reached: ({ by, list, assets }) =>
      `${person(by)} thấy xác nhận của ${list('approvers')} nay đã đủ, yêu cầu được duyệt cho ${assets('assets')}.`,
    cancelled: ({ by, text }) => `${person(by)} bỏ yêu cầu${quoted('; vì: ', text('why'))}.`,
    expired: ({ text }) =>
      `Yêu cầu hết hạn mà chưa có quyết định; số xác nhận đến lúc đó: ${text('approvals')}.`,
    stopped: ({ by, assets, isSet }) =>
      `${person(by)} dừng yêu cầu ${isSet('begun') ? 'khi đang chạy' : 'trước khi chạy'}${after('; chưa bắt đầu: ', assets('assets'))}.`,
    retried: ({ by, assets, text }) =>
      `${by} cho thử lại ${assets('assets')} (lần chạy ${text('round')})${after('; người xác nhận: ', text('carriedBy'))}.`,
    started: ({ text }) => `Lần chạy ${text('round')} bắt đầu.`,
    window_opened: ({ text }) => `Bắt đầu khoảng thời gian còn có thể dừng lần chạy ${text('round')}.`,
    unlink_called: ({ assets }) => `Bot gửi lệnh hủy liên kết ${assets('asset')} đến ZCA.`,
    unlink_call_void: ({ assets }) => `Lệnh gọi cho ${assets('asset')} không hủy liên kết gì.`,
    last_try_unclear: ({ assets, text }) =>
      `Câu trả lời của ZCA cho ${assets('asset')} không rõ (${text('cause')}, số lần thử: ${text('tries')}); từ đây bot chỉ đọc.`,
    handed_over: ({ assets }) => `Bot giao ${assets('asset')} cho người thực hiện bằng tay.`,
    work_taken: ({ by, text }) => `${by} nhận việc${after(' thay cho ', text('from'))}.`,
    work_given_back: ({ by }) => `${by} trả lại việc.`,
    evidence_kept: ({ assets, text }) =>
      `Bot lưu ảnh chụp trang ZCA cho ${assets('asset')} (${text('stage')}): SHA-256 ${text('sha256')}.`,
    settled: ({ by, assets, text }) =>
      text('abandoned') === ''
        ? `${assets('asset')}: ${outcomes.get(text('outcome')) ?? text('outcome')}${by === 'bot' ? '' : ` (theo ${by})`}${quoted('; lý do: ', text('reason'))}.`
        : `Bot kết thúc các mục còn lại (${text('abandoned')}).`,
    finished: ({ text }) => `Yêu cầu kết thúc: ${text('status')}.`,
    press_refused: ({ by, text }) => `${by} bấm “${text('action')}” và bị từ chối (${text('why')}).`,
    ask_refused: ({ by, text }) => `${by} gửi yêu cầu và bị từ chối (${text('why')}).`,
    looked: ({ by, text }) => `${by} tra cứu: ${text('what')}${after(' ', text('about'))}.`,
    look_refused: ({ by, text }) => `${by} bị từ chối tra cứu (${text('why')}).`,
    assets_imported: ({ by, text }) =>
      `${by} thay danh sách liên kết: thêm ${text('added')}, bỏ ${text('removed')}, đổi ${text('changed')}.`,
    account_linked: ({ by, text }) => `${by} kết nối tài khoản ${text('account')} bằng mã.`,
    account_link_refused: ({ by, text }) =>
      `Mã để kết nối tài khoản ${text('account')} với ${by} bị từ chối (${text('why')}).`,
    audit_key_changed: ({ text }) => `Nhật ký kiểm toán tiếp tục với khóa ${text('key')}.`,
    audit_archived: ({ by, text }) =>
      `${by} lưu trữ nhật ký đến mục ${text('to')}; SHA-256 của tệp: ${text('sha256')}.`,
    redis_restored: ({ by, text }) =>
      `${by} khôi phục Redis từ bản sao lưu kết thúc ở mục ${text('entries')}; đưa về chờ duyệt: ${text('putBack')}, lượt chạy nay chỉ đọc: ${text('onlyRead')}.`,
  },
  unknownStep: (action, by) => `${person(by)}: ${action} (mục này do một phiên bản mới hơn của bot ghi).`,
  elsewhere: (surface) =>
    surface === 'zalo' ? '(trên Zalo)' : surface === 'zalo-bot' ? '(qua Zalo bot)' : `(trên ${surface})`,
  noEntry: (requestId) => `Nhật ký kiểm toán không có mục nào của ${requestId}.`,
  outcomes: 'Từng mục, kèm câu trả lời của ZCA:',
  recordGone: 'Bản ghi của yêu cầu đã được xóa khi hết hạn lưu: không còn nguyên văn câu trả lời của ZCA.',
  columns: {
    sequence: 'số',
    time: 'lúc (giờ Việt Nam)',
    request: 'yêu cầu',
    action: 'hành động',
    actor: 'người thực hiện',
    story: 'diễn giải',
    details: 'chi tiết',
    hash: 'mã băm',
  },
};
