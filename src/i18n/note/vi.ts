import type { Mistake } from '../../core/command/command.js';
import { bold, code, numbered, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { decisionOf, hasCard, type Request } from '../../core/request/request.js';
import { channels, mentions, notThere } from '../words/mentions.js';
import { decided, failure, noun, pause } from '../words/vi.js';
import type { NoteTexts } from './texts.js';

export const noteTexts: NoteTexts = {
  about: {
    mistake: ({ mistake }) => usageError(mistake),
    not_recorded: () =>
      richText`Xin lỗi, tôi chưa chắc đã ghi nhận được. Nếu sau một phút không có gì thay đổi, hãy thử lại.`,
    given_up: () =>
      richText`Xin lỗi, đã có lỗi khi tôi xử lý việc này; thử lại nhiều lần vẫn không được nên tôi đã dừng. Nếu có thẻ, hãy xem thẻ để biết những gì đã được ghi nhận. Hãy thử lại; nếu vẫn lỗi, hãy báo người phụ trách bot.`,
    no_answer: () => richText`Xin lỗi, lúc này tôi không xem được. Hãy thử lại sau một phút.`,
    connect_code: ({ code: digits, until }) =>
      richText`Để kết nối tài khoản Zalo của bạn, hãy nhắn cho bot ở đó trước ${{ at: until }}: ${code(`kết nối ${digits}`)}. Mã chỉ dùng được một lần. Đừng đưa mã cho ai.`,
    nothing_to_connect: ({ isDone }) =>
      isDone
        ? richText`Các tài khoản Zalo của bạn đã được kết nối.`
        : richText`Quản trị bot chưa khai tài khoản Zalo nào cho bạn. Hãy nhắn cho bot trong Zalo: bot sẽ trả lời mã của bạn ở đó, để quản trị thêm vào ${code('people')}.`,
    dialog_not_opened: () => richText`Slack không cho tôi mở hộp thoại kịp lúc. Hãy bấm lại lần nữa.`,
    ask_refused: ({ refusal, allowed }) =>
      refusal === 'outsider'
        ? richText`Khách và người của công ty khác chỉ được yêu cầu khi quản trị bot đã chỉ định đích danh. Hãy nhờ đồng nghiệp gửi yêu cầu. Chưa tạo yêu cầu nào.`
        : refusal === 'channel_not_allowed'
          ? richText`Kênh này không nhận yêu cầu hủy liên kết. Hãy gửi yêu cầu ở ${channels(allowed)}.`
          : richText`Bạn không thuộc nhóm được phép yêu cầu hủy liên kết: ${mentions(allowed)}.`,
    direct_message: ({ allowed }) =>
      allowed.length === 0
        ? richText`Người duyệt sẽ không thấy yêu cầu ở đây. Hãy gửi lệnh trong một kênh có tôi, hoặc chọn kênh trong biểu mẫu. Chưa tạo yêu cầu nào.`
        : richText`Người duyệt sẽ không thấy yêu cầu ở đây. Hãy gửi lệnh trong ${channels(allowed)}, hoặc chọn kênh trong biểu mẫu. Chưa tạo yêu cầu nào.`,
    reason_required: () =>
      richText`Ở đây cần có lý do nên chưa tạo yêu cầu nào. Hãy ghi lý do trong biểu mẫu, hoặc sau hai dấu gạch: ${code('/unlink oa 1234 -- đã đóng cửa hàng')}.`,
    too_many_assets: ({ count, most }) =>
      richText`Bạn đã nêu ${count} mục; ở đây mỗi yêu cầu chỉ nhận tối đa ${most}. Hãy tách thành nhiều yêu cầu. Chưa tạo yêu cầu nào.`,
    too_many_open: ({ most }) =>
      richText`Bạn đang có ${most} yêu cầu còn mở, đây là số nhiều nhất mỗi người được có cùng lúc. Chưa tạo yêu cầu nào. ${code('/unlink của tôi')} liệt kê các yêu cầu của bạn; hãy gửi lại khi một yêu cầu đã kết thúc, hoặc bỏ yêu cầu không còn cần.`,
    over_budget: ({ budget, most, until }) => {
      const end = { at: until, to: 'second' } as const;
      switch (budget) {
        case 'asks':
          return richText`Bạn đã gửi hơn ${most} yêu cầu trong một phút nên trước ${end} tôi chưa nhận thêm. Chưa tạo yêu cầu nào. Sau đó, hãy gửi lại.`;
        case 'presses':
          return richText`Bạn đã bấm hơn ${most} lần trong một phút nên lần bấm này không có hiệu lực, các lần bấm khác trước ${end} cũng vậy. Sau đó, hãy bấm lại.`;
        case 'looks':
        case 'searches':
          return richText`Bạn đã hỏi hơn ${most} lần trong một phút nên trước ${end} tôi chưa trả lời thêm. Sau đó, hãy hỏi lại.`;
      }
    },
    edit_asks_nothing: ({ request }) => {
      if (request === null)
        return richText`Sửa một tin đã cũ như vậy không tạo yêu cầu. Muốn yêu cầu, hãy gửi tin mới.`;
      const label = 'thẻ của yêu cầu đó';
      const card = request.url === null ? richText`${label}` : [{ url: request.url, label }];
      return request.isOpen
        ? richText`Sửa tin không làm thay đổi yêu cầu ${numbered(request.id)}: yêu cầu vẫn như trên ${card}. Muốn yêu cầu khác, hãy bỏ yêu cầu đó trên thẻ rồi gửi tin mới.`
        : richText`Tin của bạn đã tạo yêu cầu ${numbered(request.id)} và yêu cầu đó đã kết thúc; hãy xem ${card}. Sửa tin không tạo yêu cầu mới. Muốn yêu cầu lại, hãy gửi tin mới.`;
    },
    lookup_failed: ({ cause }) =>
      cause.type === 'unreachable'
        ? richText`Tôi không kết nối được với ZCA (${cause.detail}) nên chưa tạo yêu cầu nào. Hãy thử lại sau vài phút.`
        : richText`Không tra cứu được: ${failure(cause)}. Chưa tạo yêu cầu nào; hãy thử lại sau.`,
    command_waits: ({ why }) =>
      richText`Lệnh của bạn đang chờ: ${pause(why)}. Sau đó tôi tự làm tiếp; bạn không cần yêu cầu lại.`,
    press_waits: ({ why }) =>
      richText`Chưa xác nhận gì: ${pause(why)}. Thao tác của bạn đang chờ; nếu quá lâu, tôi sẽ nhờ bạn bấm lại.`,
    looking_up: () => richText`🔎 Đang tra cứu…`,
    unattended: ({ what }) =>
      what === 'ask'
        ? richText`Đã ghi nhận. Hiện chưa ai xử lý: không có worker nào của bot đang chạy. Việc này sẽ tự tiếp tục; bạn không cần yêu cầu lại.`
        : richText`Đã ghi nhận thao tác của bạn. Hiện chưa ai xử lý: không có worker nào của bot đang chạy. Việc này sẽ tự tiếp tục; nếu quá lâu, tôi sẽ nhờ bạn bấm lại.`,
    joined: ({ other, url, how }) => {
      const card = url === null ? richText`thẻ của yêu cầu đó` : [{ url, label: 'thẻ của yêu cầu đó' }];
      switch (how) {
        case 'own':
          return richText`Bạn đã yêu cầu mục này rồi: ${numbered(other)} vẫn đang mở; hãy xem ${card}.`;
        case 'approved':
          return richText`Yêu cầu ${numbered(other)} đã yêu cầu đúng mục này và bạn đã xác nhận yêu cầu đó nên tôi không thêm bạn vào những người yêu cầu; hãy xem ${card}.`;
        case 'full':
          return richText`Yêu cầu ${numbered(other)} đã yêu cầu đúng mục này và đã có quá nhiều người tham gia nên tôi không thêm bạn. Kết quả sẽ có trong chuỗi tin của yêu cầu đó; hãy xem ${card}.`;
        case 'added':
          return richText`Yêu cầu ${numbered(other)} đã yêu cầu đúng mục này và vẫn đang mở. Tôi đã thêm bạn vào đó; hãy xem ${card}.`;
      }
    },
    cannot_post: ({ channel, code: why }) =>
      notThere.has(why)
        ? richText`Tôi không đăng được vào ${{ channel }}. Hãy mời tôi bằng ${bold('/invite')} rồi gửi lại lệnh, hoặc chọn kênh khác trong biểu mẫu. Chưa tạo yêu cầu nào.`
        : richText`Slack từ chối tin của tôi trong ${{ channel }} (${why}). Chưa tạo yêu cầu nào; hãy báo quản trị bot.`,
    decision_refused: ({ refusal, allowed, orRequester }) => {
      switch (refusal) {
        case 'no_approvers':
          return richText`Không ai xác nhận được: chưa cấu hình người duyệt (${code('UNLINK_APPROVERS')}).`;
        case 'own_request':
          return richText`Chính bạn đã yêu cầu, nên người khác phải xác nhận: ${mentions(allowed)}.`;
        case 'outsider':
          return richText`Khách, người của công ty khác và bot chỉ được quyết định khi được nêu đích danh. Người duyệt: ${mentions(allowed)}.`;
        case 'not_an_approver':
          return orRequester === undefined
            ? richText`Bạn không phải người duyệt. Người duyệt: ${mentions(allowed)}.`
            : richText`Bạn không phải người duyệt. Chỉ người duyệt (${mentions(allowed)}) và người yêu cầu (${user(orRequester)}) làm được việc này.`;
      }
    },
    group_unreadable: ({ group }) =>
      richText`Tôi không đọc được danh sách của ${{ group }} nên chưa thể cho phép ai. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
    person_unreadable: () =>
      richText`Slack chưa cho tôi biết thông tin tài khoản của bạn nên tôi chưa ghi nhận được quyết định của bạn. Hãy thử lại sau một phút; nếu vẫn vậy, hãy báo quản trị bot.`,
    no_such_request: () => richText`Yêu cầu này không còn nữa. Hãy yêu cầu lại bằng ${code('/unlink')}.`,
    not_open: ({ request }) => invalidState(request),
    list_changed: () =>
      richText`Danh sách đã thay đổi nên chưa xác nhận gì. Hãy xem lại thẻ yêu cầu rồi bấm lại.`,
    list_unreadable: ({ cause }) =>
      cause.type === 'unreachable'
        ? richText`Tôi không kết nối được với ZCA (${cause.detail}) nên chưa xác nhận gì. Hãy bấm lại sau vài phút.`
        : richText`Tôi không đọc lại được danh sách: ${failure(cause)}. Chưa xác nhận gì; hãy bấm lại sau.`,
    pressed_long_ago: () =>
      richText`Lượt bấm của bạn đến quá muộn nên không được tính. Nếu vẫn muốn vậy, hãy bấm lại.`,
    past_expiry: () => richText`Yêu cầu này vừa hết hạn. Hãy yêu cầu lại bằng ${code('/unlink')}.`,
    nothing_chosen: () => richText`Chưa chọn gì. Hãy chọn những gì cần hủy liên kết rồi xác nhận.`,
    too_many_chosen: ({ most }) => richText`Ở đây mỗi yêu cầu chỉ nhận tối đa ${most} mục. Hãy chọn ít hơn.`,
    already_approved: () => richText`Xác nhận của bạn đã được tính; lần tiếp theo phải là người khác.`,
    not_yours_to_take_back: () => richText`Bạn không có xác nhận nào để rút lại.`,
    nothing_to_stop: () => richText`Đã quá muộn để dừng: mọi mục đều đã bắt đầu hoặc đang dừng.`,
    stop_of_earlier_run: () =>
      richText`Nút Dừng bạn bấm thuộc lần chạy trước nên không có hiệu lực. Muốn dừng lần này, hãy bấm Dừng trên thẻ hiện tại.`,
    nothing_to_retry: () => richText`Không còn mục nào để thử lại.`,
    too_few_approvals: ({ needed, given }) =>
      richText`Muốn thử lại cần ${needed} người hiện có quyền xác nhận; tính cả bạn, yêu cầu này mới có ${given}. Hãy dùng ${code('/unlink')} để yêu cầu lại phần còn lại.`,
    nothing_left: () => richText`Không mục nào trong danh sách còn hủy được, nên yêu cầu đã kết thúc:`,
    wrong_digits: () =>
      richText`Bốn chữ số cuối không khớp nên chưa xác nhận gì. Hãy xem lại ID trên thẻ yêu cầu rồi xác nhận lại.`,
    not_an_operator: ({ because, allowed }) => {
      if (because === 'no_approvers')
        return richText`Không ai làm được việc này: chưa cấu hình người thực hiện (${code('ZCA_OPERATORS')}).`;
      return because === 'outsider'
        ? richText`Khách, người của công ty khác và bot chỉ là người thực hiện khi được nêu đích danh. Người thực hiện: ${mentions(allowed)}.`
        : richText`Bạn không phải người thực hiện nên thao tác này không có hiệu lực. Người thực hiện: ${mentions(allowed)}.`;
    },
    work_moved: ({ by }) =>
      by === null
        ? richText`Việc này vừa được trả lại nên thao tác này không có hiệu lực. Hãy xem lại rồi bấm lại.`
        : richText`${user(by)} đã nhận việc này trước nên thao tác này không có hiệu lực.`,
    work_is_yours: () => richText`Bạn đã nhận việc này rồi.`,
    not_your_work: ({ by }) =>
      by === null
        ? richText`Chưa ai nhận việc này. Hãy nhận trước để mọi người biết ai đang làm; thao tác này không có hiệu lực.`
        : richText`${user(by)} đang giữ việc này nên chỉ người đó báo được kết quả; thao tác này không có hiệu lực. Bạn có thể nhận thay.`,
    work_over: () => richText`Mục này không còn gì phải làm bằng tay; thao tác này không có hiệu lực.`,
    held: ({ other }) =>
      richText`Mục đó đã nằm trong yêu cầu ${numbered(other)} đang mở. Hãy chờ yêu cầu đó xong; nếu ở đây nó đang được chọn, bạn cũng có thể bỏ chọn.`,
  },
  help: [
    richText`${bold('Hủy liên kết Official Account (OA) hoặc ứng dụng khỏi tài khoản Zalo Cloud Account (ZCA).')}`,
    richText`${code('/unlink')}   mở biểu mẫu có ô tìm OA và ứng dụng`,
    richText`${code('/unlink oa 1234')}   một OA theo ID, hoặc một phần ID`,
    richText`${code('/unlink app 5678')}   một ứng dụng, tương tự`,
    richText`${code('/unlink oa ban hang sai gon')}   theo từ trong tên; không phân biệt hoa thường, có dấu hay không`,
    richText`${code('/unlink oa 1234, 5678')}   nhiều mục một lần. Cứ dán nguyên những gì bạn có: danh sách gạch đầu dòng hay đánh số, dòng của bảng tính, liên kết zalo.me`,
    richText`${code('/unlink oa 1234 -- đã đóng cửa hàng')}   kèm lý do`,
    richText`${code('/unlink oa 1234 --chạy thử')}   làm mọi bước, trừ bước hủy`,
    richText`${code('/unlink xem oa 1234')}   xem thông tin của OA hay ứng dụng, không tạo yêu cầu`,
    richText`${code('/unlink đang chờ')} · ${code('của tôi')} · ${code('trạng thái UR-7K2M')} · ${code('lịch sử 7 ngày')}   những gì đang mở và đã qua`,
    richText`Trong chuỗi tin, hãy nhắc tên tôi: ${code('@zca-unlink unlink oa 1234')}`,
    richText`Tôi liệt kê những gì khớp; chưa hủy gì cho đến khi người duyệt xác nhận.`,
  ],
  relink: [
    richText`${bold('Cách liên kết lại')}, khi bạn là quản trị viên của OA hoặc ứng dụng:`,
    richText`Mở trang Zalo Cloud Account, vào ${bold('Cài đặt → Quản lý tài sản')}.`,
    richText`Chọn tab ${bold('Liên kết OA')} hoặc ${bold('Liên kết ứng dụng')}.`,
    richText`Tìm theo tên hoặc ID ở mục ${bold('Liên kết OA mới')} hoặc trong ô tìm kiếm, rồi bấm ${bold('Liên kết')}.`,
    richText`OA chưa xác thực thì phải xác thực trước (${bold('OA chưa xác thực')}).`,
  ],
  either: (oa, app) => richText`Có phải ý bạn là ${code(oa)} hay ${code(app)}?`,
  nearest: (nearest) => richText`Có phải ý bạn là ${code(nearest)}?`,
  example: (command, other) =>
    other === undefined
      ? richText`Ví dụ: ${code(command)}`
      : richText`Ví dụ: ${code(command)} hoặc ${code(other)}`,
  run: 'Chạy lệnh này',
  runFor: (kind) => (kind === 'oa' ? 'Đó là OA' : 'Đó là ứng dụng'),
  openForm: 'Mở biểu mẫu',
  noMatch: (kind, queries) =>
    richText`Không có ${noun(kind)} đã liên kết nào khớp với “${queries.join(', ')}”. Chưa tạo yêu cầu nào.`,
  closest: richText`Gần giống:`,
  noRequestMade: richText`Chưa tạo yêu cầu nào.`,
  askFor: (lastDigits) => `Yêu cầu …${lastDigits}`,
  cannotBeAsked: richText`Không yêu cầu được mục này nên chưa tạo yêu cầu nào:`,
};

function usageError<T extends Mistake['type']>(
  what: Extract<Mistake, { type: T }> & { readonly type: T },
): RichText {
  return usageErrors[what.type](what);
}

const usageErrors: { readonly [T in Mistake['type']]: (what: Extract<Mistake, { type: T }>) => RichText } = {
  unknown_word: (what) => richText`Tôi không hiểu “${what.word}”.`,
  missing_kind: (what) =>
    richText`“${what.query}” là OA hay ứng dụng? ID của hai loại giống nhau, nên hãy nói rõ.`,
  missing_query: (what) => {
    if (what.other !== undefined)
      return richText`OA hay ứng dụng nào? Hãy thêm ID, một phần ID, hoặc một phần tên.`;
    return richText`${what.kind === 'oa' ? 'OA' : 'Ứng dụng'} nào? Hãy thêm ID, một phần ID, hoặc một phần tên.`;
  },
  text_too_long: (what) =>
    richText`Bạn đã gõ ${what.length} ký tự; tôi đọc nhiều nhất ${what.most}. Chưa có gì được thực hiện. Hãy chia thành nhiều lệnh.`,
  query_too_long: (what) =>
    richText`Bạn đã gõ ${what.length} ký tự; ID hoặc tên có nhiều nhất ${what.most}. Hãy gõ ngắn hơn.`,
  reason_too_long: (what) =>
    richText`Lý do dài ${what.length} ký tự; nhiều nhất là ${what.most} nên chưa tạo yêu cầu nào. Biểu mẫu đã có những gì bạn gõ; hãy rút gọn lý do ở đó.`,
  too_many_queries: (what) =>
    richText`Bạn đã nêu ${what.count} mục; mỗi lệnh chỉ nhận tối đa ${what.most}. Hãy tách thành nhiều lệnh.`,
  wrong_request_id: (what) =>
    richText`“${what.word}” không phải mã yêu cầu. Mã có dạng ${code('UR-7K2M')} và được ghi trên thẻ yêu cầu.`,
  wrong_since: (what) =>
    richText`Tôi không hiểu mốc thời gian “${what.word}”. Hãy viết ${code('7 ngày')}, ${code('2 tuần')}, ${code('01/11/2026')} hoặc ${code('2026-11-01')}.`,
  unknown_option: (what) => richText`Tôi không biết tùy chọn “${what.word}”. Chỉ có ${code('--chạy thử')}.`,
  other_kind: (what) =>
    what.all
      ? richText`Mục bạn đưa ghi rõ là ${noun(what.kind)}. Chưa làm gì cả.`
      : richText`Trong số này có ${noun(what.kind)}, mà mỗi yêu cầu chỉ dành cho OA hoặc cho ứng dụng. Chưa làm gì cả. Hãy yêu cầu riêng từng loại.`,
};

function invalidState(request: Request): RichText {
  const decision = decisionOf(request);
  if (request.status === 'expired')
    return richText`Yêu cầu ${numbered(request.id)} đã hết hạn. Hãy yêu cầu lại bằng ${code('/unlink')}.`;
  if (!hasCard(request) || decision === null)
    return richText`Lúc này không làm được việc đó với yêu cầu ${numbered(request.id)}.`;
  const told =
    request.status === 'cancelled'
      ? decided(decision, 'bỏ')
      : decided(request.approvals.at(-1) ?? decision, 'xác nhận');
  return richText`Thao tác của bạn không có hiệu lực: ${told} yêu cầu ${numbered(request.id)} rồi.`;
}
