import type { Alert, CorruptPart, ZaloTokenTrouble } from '../../core/messages/alert.js';
import { bold, code, richText } from '../../core/messages/rich-text.js';
import type { ZcaTrouble } from '../../core/request/zca-trouble.js';
import type { RedisSetting } from '../../shared/refused-write.js';
import type { AlertTexts, AlertWords } from './texts.js';

export const alertTexts: AlertTexts = {
  about: {
    job_failed: ({ queue, job }) => ({
      what: richText`Một tác vụ đã bị bỏ: ${code(job)} trong hàng đợi ${code(queue)} lỗi ở mọi lần thử.`,
      now: richText`Người yêu cầu hoặc người bấm được báo. Nếu một lượt chạy đang chờ tác vụ này, nó được thử thêm vài lần rồi kết thúc là thất bại. Mọi việc khác vẫn tiếp tục.`,
      please: richText`Tìm dòng “a job failed” của tác vụ này trong nhật ký để biết nguyên nhân. Khi đã khắc phục, bấm Thử lại nếu thẻ có nút này; nếu không, hãy yêu cầu lại.`,
    }),
    newer_job: ({ queue }) => ({
      what: richText`Một tác vụ trong hàng đợi ${code(queue)} do phiên bản bot mới hơn tạo ra, và mười phút nay chưa worker nào của phiên bản đó nhận.`,
      now: richText`Tác vụ được giữ lại và được xem lại sau mỗi vài giây; những gì phiên bản này hiểu vẫn tiếp tục.`,
      please: richText`Chạy phiên bản mới ở mọi worker. Nếu bạn cố ý quay về phiên bản cũ, hãy chạy một worker của phiên bản mới cho đến khi xong các tác vụ của nó.`,
    }),
    newer_record: ({ requestId }) => ({
      what: richText`${code(requestId)} do phiên bản bot mới hơn ghi, và mười phút nay tiến trình này vẫn cũ hơn những gì nó gặp.`,
      now: richText`Tiến trình để nguyên các yêu cầu như vậy và xem lại sau mỗi vài giây; những gì phiên bản này hiểu vẫn tiếp tục. Không có gì bị hỏng.`,
      please: richText`Chạy phiên bản mới ở mọi tiến trình. Nếu bạn cố ý quay về phiên bản cũ, hãy chạy phiên bản mới cho đến khi các yêu cầu của nó kết thúc. Đừng khôi phục gì từ bản sao lưu.`,
    }),
    zca_denied: ({ why }) =>
      why === 'token_invalid'
        ? {
            what: richText`ZCA không chấp nhận token của bot.`,
            now: richText`Không tra cứu hay hủy liên kết được; người yêu cầu được báo, còn yêu cầu đã xác nhận kết thúc là thất bại và có nút Thử lại.`,
            please: richText`Lấy token mới, đặt vào ${code('ZCA_API_TOKEN')} rồi khởi động lại bot.`,
          }
        : {
            what: richText`Token của bot không có quyền quản trị ZCA.`,
            now: richText`Những gì ZCA từ chối kết thúc là thất bại và có nút Thử lại.`,
            please: richText`Cấp quyền quản trị cho tài khoản của ${code('ZCA_API_TOKEN')}, rồi bấm Thử lại trên thẻ.`,
          },
    zca_away: (alert) => ({
      ...zcaTrouble[alert.why](alert),
      now: richText`Không tra cứu được gì và người yêu cầu được báo như vậy. Những gì đã xác nhận được thử vài lần rồi kết thúc là thất bại, có nút Thử lại; bot không báo đã hủy liên kết khi chưa thấy rõ.`,
    }),
    console_waits: ({ why }) => ({
      what: consolePause[why],
      now: richText`Việc tra cứu và hủy liên kết phải chờ; không có gì thất bại và không có gì bị hủy liên kết trong lúc này.`,
      please: richText`Chạy ${code('npm run console:login')} rồi đăng nhập ở đó. Mọi việc tự tiếp tục sau tối đa nửa phút.`,
    }),
    chat_refused: ({ code: why, method, needed }) => ({
      what: richText`Slack từ chối bot ở ${code(method)}: ${code(why)}${needed === null ? '' : richText` (cần ${code(needed)})`}.`,
      now: richText`Những gì cần đến lời gọi này phải chờ hoặc bị bỏ qua; bot thử lại mỗi nửa phút.`,
      please:
        why === 'missing_scope'
          ? richText`So các quyền (scope) của ứng dụng trong OAuth & Permissions với manifest, rồi cài lại ứng dụng.`
          : richText`Kiểm tra token trong OAuth & Permissions, đặt vào ${code('SLACK_BOT_TOKEN')} rồi khởi động lại bot.`,
    }),
    signature_mismatch: () => ({
      what: richText`Có yêu cầu gửi đến bot giống như của Slack, nhưng gần đây không yêu cầu nào được ký bằng ${code('SLACK_SIGNING_SECRET')}.`,
      now: richText`Bot từ chối các yêu cầu đó, nên lệnh và lượt bấm nút của mọi người báo lỗi trong Slack.`,
      please: richText`So ${code('SLACK_SIGNING_SECRET')} với signing secret ở trang của ứng dụng, mục Basic Information, rồi khởi động lại ${code('web')}. Nếu lệnh vẫn chạy thì các yêu cầu này do người khác gửi và không cần làm gì.`,
    }),
    no_worker: () => ({
      what: richText`Nửa phút nay không có ${code('worker')} nào chạy.`,
      now: richText`Những gì mọi người yêu cầu và bấm được ghi nhận nhưng chưa được thực hiện: chưa có thẻ, chưa hủy liên kết. Mọi việc tự tiếp tục khi có worker.`,
      please: richText`Khởi động ${code('npm run worker')}, hoặc xem nhật ký để biết vì sao nó dừng. Nếu nó đang chạy, so ${code('REDIS_URL')} và ${code('REDIS_PREFIX')} của nó với của ${code('web')}.`,
    }),
    no_socket: ({ code: why }) => ({
      what:
        why === null
          ? richText`Slack không có socket nào đến bot, và gần một phút nay chưa mở được.`
          : richText`Slack từ chối mở socket cho bot: ${code(why)}.`,
      now: richText`Lệnh và lượt bấm nút chưa đến được ${code('web')} này cho đến khi có socket; cứ vài giây bot thử lại. Những gì đã ghi nhận vẫn tiếp tục.`,
      please:
        why === null
          ? richText`Kiểm tra máy có kết nối được tới Slack (${code('SLACK_API_URL')}) và trang trạng thái của Slack.`
          : richText`Kiểm tra app-level token ở trang của ứng dụng, mục Basic Information, và Socket Mode đang bật; đặt ${code('SLACK_APP_TOKEN')} rồi khởi động lại ${code('web')}.`,
    }),
    redis_setting: ({ setting }) => redisSetting[setting],
    redis_away: () => ({
      what: richText`Redis không trả lời đã hơn một phút.`,
      now: richText`Lệnh và nút bấm được trả lời “hãy thử lại”, không hủy liên kết gì. Những gì đã ghi vẫn còn và sẽ chạy tiếp khi Redis hoạt động lại.`,
      please: richText`Hãy kiểm tra xem Redis có đang chạy không và xem log của Redis. Với ${code('appendfsync always')}, Redis tự dừng khi ổ đĩa đầy: hãy dọn chỗ rồi khởi động lại.`,
    }),
    redis_refuses_writes: ({ code: why }) => ({
      what: richText`Redis không nhận thay đổi nào: ${code(why)}.`,
      now: richText`Lệnh và lần bấm nút được trả lời “hãy thử lại”; những gì đã xác nhận không mất và sẽ tiếp tục khi Redis ghi được trở lại.`,
      please:
        why === 'OOM'
          ? richText`Tăng bộ nhớ cho Redis (${code('maxmemory')}) hoặc giải phóng bớt.`
          : richText`Xem nhật ký và ổ đĩa của Redis: ổ đĩa đầy hoặc không ghi được.`,
    }),
    corrupt_record: ({ key, part }) => ({
      what:
        part === 'audit'
          ? richText`Nhật ký kiểm toán không khớp với điểm cuối mà Redis giữ ở ${code(key)}: đã có mục bị xóa, bị đưa về bản cũ hoặc bị viết lại.`
          : richText`Không đọc được dữ liệu của Redis ở ${code(key)}.`,
      ...corruptPart[part],
    }),
    clock_differs: ({ host, seconds }) => ({
      what: richText`Đồng hồ của ${code(host)} ${seconds > 0 ? 'nhanh hơn' : 'chậm hơn'} đồng hồ của Redis ${Math.abs(seconds)} giây.`,
      now: richText`Không việc gì phải chờ: mọi tiến trình của bot đều theo đồng hồ của Redis.`,
      please: richText`Chỉnh đúng đồng hồ của máy đó hoặc của máy chạy Redis (NTP). Chứng chỉ TLS và những gì khác chạy trên mỗi máy vẫn theo đồng hồ của chính máy đó. Nếu đồng hồ của Redis sai, chữ ký của Slack bị coi là quá cũ hoặc quá mới, nên lệnh và nút bấm bị từ chối.`,
    }),
    orphan_lock: ({ asset }) => ({
      what: richText`${code(asset)} bị giữ bởi một yêu cầu đã kết thúc hoặc đã mất dữ liệu trong Redis.`,
      now: richText`Bot đã thả mục này nên có thể yêu cầu lại; yêu cầu cũ không được làm tiếp.`,
      please: richText`Tìm xem ai hoặc việc gì đã sửa khóa trong Redis. ${code('npm run audit -- list')} cho biết yêu cầu cũ đã đi đến đâu. Đừng khôi phục dữ liệu của nó: mục này có thể đã thuộc yêu cầu khác.`,
    }),
    events_behind: ({ sink, place, code: why }) => ({
      what:
        sink === 'url'
          ? richText`Nơi nhận sự kiện ở ${code(place)} không nhận sự kiện nào đã mười phút: ${code(why)}.`
          : richText`Đã mười phút không ghi được sự kiện vào ${code(place)}: ${code(why)}.`,
      now: richText`Mọi việc khác vẫn tiếp tục. Sự kiện chờ trong nhật ký kiểm toán và được gửi tiếp theo đúng thứ tự khi nhận được trở lại.`,
      please:
        sink === 'url'
          ? richText`Sửa nơi nhận, hoặc đặt đúng ${code('EVENTS_URL')}. Nơi nhận phải trả lời từ 200 đến 299, không chuyển hướng. Nếu là ${code('401')} hoặc ${code('403')}, so ${code('EVENTS_SECRET')} ở hai bên.`
          : richText`Dọn chỗ trên ổ đĩa, hoặc cấp cho bot quyền ghi vào tệp ở ${code('EVENTS_FILE')}.`,
    }),
    zalo_refuses: ({ oa, app, code: error }) => ({
      what: zaloRefusal(error, oa, app),
      now: richText`Không ai nhận được những tin của OA này mà Zalo từ chối như vậy. Việc yêu cầu ở các kênh chat khác vẫn tiếp tục.`,
      please:
        error === -320
          ? richText`Trong trang quản trị ZCA, hãy liên kết ứng dụng ${code(app)} mà OA ${code(oa)} dùng để gửi tin.`
          : error === -321
            ? richText`Nạp tiền cho ZCA trả phí cho ứng dụng ${code(app)}.`
            : richText`Tra mã này trong bảng mã lỗi của Zalo, rồi kiểm tra ứng dụng ${code(app)}, quyền của ứng dụng và gói của OA.`,
    }),
    zalo_bot_refuses: ({ code: error }) => ({
      what: richText`Zalo Bot Platform không chấp nhận token của bot (mã lỗi ${code(String(error))}).`,
      now: richText`Zalo bot không gửi được tin nào.`,
      please: richText`Lấy token trong Zalo Bot Manager, đặt ${code('ZALO_BOT_TOKEN')}, rồi khởi động lại bot.`,
    }),
    zalo_bot_limit: ({ limit, used, most }) => ({
      what:
        limit === 'people'
          ? richText`Zalo bot đã trò chuyện với ${used} trong ${most} người mà Bot Platform cho phép.`
          : richText`Zalo bot đã gửi ${used} trong ${most} tin mà Bot Platform cho phép mỗi tháng.`,
      now:
        used < most
          ? richText`Mọi việc vẫn tiếp tục cho đến khi hết hạn mức.`
          : limit === 'people'
            ? richText`Bot vẫn thử gửi cho người mới nhưng Zalo có thể từ chối; những người khác không bị ảnh hưởng.`
            : richText`Bot vẫn thử gửi tiếp nhưng Zalo có thể từ chối cho đến hết tháng.`,
      please: richText`Hãy để một số người dùng OA hoặc Slack, hoặc lập thêm một bot. Nếu Zalo cho bot hạn mức cao hơn, hãy đặt ${code(limit === 'people' ? 'zalo.botPeople' : 'zalo.botMessagesPerMonth')}.`,
    }),
    approvers_unreachable: ({ requestId }) => ({
      what: richText`Hiện chưa ai duyệt được ${code(requestId)}: không gửi được tin cho những người có quyền duyệt.`,
      now: richText`Yêu cầu chờ đến khi hết hạn; người yêu cầu đã được báo. Người duyệt nào nhắn cho bot trên Zalo sẽ nhận được yêu cầu ngay.`,
      please: richText`Hãy nhờ một người duyệt nhắn cho bot trên Zalo. Nếu không được, hãy đặt ${code('SLACK_CARDS_CHANNEL')}, hoặc chỉ định người khác trong ${code('UNLINK_APPROVERS')}.`,
    }),
    zalo_token: ({ oa, why }) => ({
      ...zaloToken[why](oa),
      please:
        why === 'late'
          ? richText`Kiểm tra xem máy này có tới được ${code('ZALO_OAUTH_URL')} không.`
          : why === 'unreadable'
            ? richText`Ghi khóa cũ sau khóa mới trong ${code('ZALO_TOKEN_KEY')}, cách nhau bằng dấu phẩy. Nếu đã mất khóa cũ, hãy chạy ${code(`npm run zalo:login -- ${oa}`)}.`
            : richText`Chạy ${code(`npm run zalo:login -- ${oa}`)}. Sau đó mọi việc tự tiếp tục.`,
    }),
    older_state: ({ requestId, redisHas }) => ({
      what:
        redisHas === 'nothing'
          ? richText`Có người bấm nút trên thẻ của ${code(requestId)}, nhưng Redis chưa từng có yêu cầu này.`
          : richText`Có người bấm nút trên thẻ của ${code(requestId)}, thẻ đó hiện danh sách mới hơn bản trong Redis.`,
      now: richText`Lần bấm đó bị từ chối. Redis đã được khôi phục về một bản cũ, hoặc bot đang dùng một Redis khác trước; bot vẫn tiếp tục với những gì Redis có, kể cả những yêu cầu mà sau đó đã bị bỏ hoặc dừng.`,
      please: richText`Nếu Redis đã được khôi phục: dừng ${code('web')} và ${code('worker')}, chạy ${code('npm run restored')} rồi khởi động lại. Nếu không, so ${code('REDIS_URL')} và ${code('REDIS_PREFIX')} với lúc trước, và tìm xem có bot thứ hai dùng cùng ứng dụng Slack hay không.`,
    }),
    group_unreadable: ({ group, code: why }) => ({
      what: richText`Slack không cho biết ai thuộc nhóm ${code(group)}: ${code(why)}.`,
      now: richText`Chưa ai được yêu cầu hay xác nhận với tư cách thành viên nhóm; người được nêu bằng ID riêng vẫn làm được.`,
      please: richText`Kiểm tra nhóm trong policy còn tồn tại, đang bật, và ứng dụng có quyền ${code('usergroups:read')}.`,
    }),
  },
  since: (at) => richText`Thấy lần đầu: ${{ at }}.`,
  now: 'Bot hiện làm gì:',
  please: 'Hãy:',
  request: (id, url) =>
    url === null
      ? richText`Yêu cầu ${bold(id)}.`
      : richText`Yêu cầu ${bold(id)}: ${{ url, label: 'thẻ của yêu cầu' }}.`,
  noMore: richText`Có nhiều cảnh báo loại này. Trong một giờ tới, các cảnh báo tiếp theo chỉ có trong nhật ký.`,
  auditHead: {
    ends: 'Nhật ký kiểm toán hiện kết thúc ở',
    check: 'Để kiểm tra về sau rằng nhật ký vẫn còn đủ đến đây:',
    unkeyed: richText`${code('AUDIT_KEY')} chưa được đặt nên chuỗi nhật ký không có khóa. Nếu người có quyền ghi vào Redis viết lại nhật ký, chỉ điểm cuối được lưu ở nơi khác, như tin này, mới cho thấy điều đó.`,
  },
};

type ZcaAway = Extract<Alert, { type: 'zca_away' }>;

/** The obstacle between the bot and the ZCA, and the remedy. */
const zcaTrouble: {
  readonly [W in ZcaTrouble]: (alert: ZcaAway) => Pick<AlertWords, 'what' | 'please'>;
} = {
  refused: ({ host, setting, detail }) => ({
    what: richText`ZCA ở ${code(host)} từ chối kết nối (${code(detail)}).`,
    please: richText`Khởi động dịch vụ ở đó, hoặc đặt ${code(setting)} đúng nơi nó đang chạy.`,
  }),
  unknown_name: ({ host, setting, detail }) => ({
    what: richText`Không tìm thấy ZCA: không có địa chỉ nào cho ${code(host)} (${code(detail)}).`,
    please: richText`Kiểm tra tên trong ${code(setting)} và máy chạy bot có hỏi được máy chủ tên miền hay không.`,
  }),
  untrusted: ({ host, detail }) => ({
    what: richText`Chứng chỉ của ZCA ở ${code(host)} do một nơi mà bot không tin cậy ký (${code(detail)}).`,
    please: richText`Nếu đó là nơi cấp chứng chỉ của công ty bạn, khai báo tệp của nó trong ${code('NODE_EXTRA_CA_CERTS')} rồi khởi động lại bot. Nếu không phải, hãy tìm xem ai đang trả lời thay.`,
  }),
  expired: ({ host, detail }) => ({
    what: richText`Chứng chỉ của ZCA ở ${code(host)} đã hết hạn hoặc chưa có hiệu lực (${code(detail)}).`,
    please: richText`Gia hạn chứng chỉ. Nếu nó còn hiệu lực, hãy chỉnh đúng đồng hồ của máy chạy bot.`,
  }),
  other_name: ({ host, setting, detail }) => ({
    what: richText`Chứng chỉ của ZCA ở ${code(host)} là của một tên khác (${code(detail)}).`,
    please: richText`Đặt ${code(setting)} theo tên có trong chứng chỉ, hoặc xin chứng chỉ cho tên này.`,
  }),
  wants_certificate: ({ host, detail }) => ({
    what: richText`ZCA ở ${code(host)} đòi chứng chỉ của máy khách và không nhận được chứng chỉ nào mà nơi đó chấp nhận (${code(detail)}).`,
    please: richText`Đặt ${code('ZCA_CLIENT_CERT')} và ${code('ZCA_CLIENT_KEY')} theo chứng chỉ mà nơi đó chấp nhận và chưa hết hạn, rồi khởi động lại bot.`,
  }),
  no_tls: ({ host, setting, detail }) => ({
    what: richText`Không lập được kết nối mã hóa tới ZCA ở ${code(host)} (${code(detail)}).`,
    please: richText`Kiểm tra cổng trong ${code(setting)} có phải cổng ${code('https')} không, và nhận những phiên bản TLS nào.`,
  }),
  no_answer: ({ host, setting, detail }) => ({
    what: richText`ZCA ở ${code(host)} không trả lời kịp (${code(detail)}).`,
    please: richText`Kiểm tra nó có đang chạy không, có quá tải không, có tường lửa ở giữa không, và ${code(setting)} có đúng không.`,
  }),
  server_error: ({ host, detail }) => ({
    what: richText`ZCA ở ${code(host)} trả lời rằng nó gặp lỗi (${code(detail)}).`,
    please: richText`Xem nhật ký của chính ZCA đó.`,
  }),
  broken: ({ host, detail }) => ({
    what: richText`Kết nối tới ZCA ở ${code(host)} bị đứt trước khi có câu trả lời (${code(detail)}).`,
    please: richText`Xem nhật ký của ZCA đó và những gì nằm giữa nó và bot.`,
  }),
  not_the_contract: ({ host, setting, detail }) => ({
    what: richText`Nơi trả lời ở ${code(host)} không trả lời như một cổng ZCA: ${detail}.`,
    please: richText`So ${code(setting)} với địa chỉ của cổng, kể cả đường dẫn, và so câu trả lời của nó với ${code('docs/zca-gateway.openapi.yaml')}.`,
  }),
  screen_unexpected: ({ host }) => ({
    what: richText`Trang ZCA ở ${code(host)} khác với những gì bot biết.`,
    please: richText`Đọc trong chuỗi tin của yêu cầu, hoặc hỏi người yêu cầu, xem bot đã thấy gì, rồi mở trang đó xem. Nếu trang đã thay đổi, hãy đặt lại các nhãn (${code('docs/console.md')}) rồi chạy ${code('npm run console:check')}.`,
  }),
};

const consolePause: {
  readonly [W in Extract<Alert, { type: 'console_waits' }>['why']]: AlertWords['what'];
} = {
  no_session: richText`Chưa ai đăng nhập trang ZCA cho bot.`,
  logged_out: richText`Phiên đăng nhập trang ZCA của bot đã hết.`,
  captcha: richText`Trang ZCA đòi bot nhập captcha.`,
};

function zaloRefusal(error: number, oa: string, app: string) {
  if (error === -320)
    return richText`Zalo từ chối tin tính phí của OA ${code(oa)} (mã lỗi ${code('-320')}): ứng dụng ${code(app)} chưa liên kết với ZCA.`;
  if (error === -321)
    return richText`Zalo từ chối tin tính phí của OA ${code(oa)} (mã lỗi ${code('-321')}): không thu được phí từ ZCA liên kết với ứng dụng ${code(app)}.`;
  return richText`Zalo từ chối tin của OA ${code(oa)} với mã lỗi ${code(String(error))}.`;
}

const zaloToken: {
  readonly [W in ZaloTokenTrouble]: (oa: string) => Pick<AlertWords, 'what' | 'now'>;
} = {
  used: (oa) => ({
    what: richText`Refresh token của OA ${code(oa)} đã được dùng, nhưng cặp token mới của Zalo chưa kịp lưu vào Redis.`,
    now: richText`Bot không gửi được tin từ OA này và không hỏi được Zalo về OA này.`,
  }),
  refused: (oa) => ({
    what: richText`Zalo không chấp nhận refresh token của OA ${code(oa)}: token đã quá ba tháng, hoặc quyền của ứng dụng với OA đã bị thu hồi.`,
    now: richText`Bot không gửi được tin từ OA này và không hỏi được Zalo về OA này.`,
  }),
  unreadable: (oa) => ({
    what: richText`Không khóa nào trong ${code('ZALO_TOKEN_KEY')} mở được token đã lưu của OA ${code(oa)}.`,
    now: richText`Bot không gửi được tin từ OA này và không hỏi được Zalo về OA này. Token đã lưu được giữ nguyên.`,
  }),
  late: (oa) => ({
    what: richText`Chưa làm mới được token của OA ${code(oa)}; access token sắp hoặc đã hết hạn.`,
    now: richText`Bot tiếp tục thử.`,
  }),
};

const corruptPart: { readonly [P in CorruptPart]: Pick<AlertWords, 'now' | 'please'> } = {
  record: {
    now: richText`Bot không dùng dữ liệu này; mọi việc khác vẫn tiếp tục. Yêu cầu liên quan đứng yên và chưa thể yêu cầu lại các mục của nó.`,
    please: richText`Giữ một bản sao của khóa này, rồi khôi phục từ bản sao lưu Redis. ${code('npm run audit -- list')} cho biết yêu cầu đã đi đến đâu.`,
  },
  shown: {
    now: richText`Bot bỏ dữ liệu này và tạo lại; mọi việc vẫn tiếp tục.`,
    please: richText`Xem nhật ký của Redis để biết vì sao dữ liệu hỏng; ngoài ra không cần làm gì.`,
  },
  register: {
    now: richText`Mục này bị bỏ qua nên không tra cứu được; các mục khác trong danh sách vẫn dùng được.`,
    please: richText`Ghi lại mục này vào danh sách: ${code('npm run assets -- export FILE.csv')}, thêm dòng của mục, rồi ${code('npm run assets -- import FILE.csv')}.`,
  },
  audit: {
    now: richText`Khi không thể ghi thêm mục nào, bot không ghi nhận, không quyết định và không hủy liên kết gì, và mời mọi người thử lại; nếu vẫn ghi được thì mọi việc tiếp tục.`,
    please: richText`Sao lưu nhật ký và điểm cuối đang có trong Redis. Sau đó chạy ${code('npm run audit -- verify')} với ${code('--expect')} và ${code('audit head')} mới nhất trong nhật ký của các tiến trình bot hoặc trong kênh này: lệnh chỉ ra mục bị thiếu hoặc bị sửa và cách tiếp tục. Nếu Redis đã được khôi phục từ bản sao lưu: dừng ${code('web')} và ${code('worker')}, chạy ${code('npm run restored')} rồi khởi động lại. Nếu không, hãy tìm xem ai có quyền ghi vào Redis.`,
  },
};

const redisSetting: { readonly [S in RedisSetting]: AlertWords } = {
  eviction: {
    what: richText`Redis có thể bỏ mất yêu cầu khi đầy bộ nhớ.`,
    now: richText`Bot vẫn chạy, nhưng yêu cầu có thể biến mất.`,
    please: richText`Đặt ${code('maxmemory-policy noeviction')} trong Redis.`,
  },
  no_append_only_file: {
    what: richText`Redis không ghi tệp append-only.`,
    now: richText`Bot vẫn chạy, nhưng nếu Redis tắt đột ngột thì những gì vừa nhận sẽ mất.`,
    please: richText`Đặt ${code('appendonly yes')} và ${code('appendfsync always')} trong Redis.`,
  },
  no_min_replicas: {
    what: richText`Redis nhận thay đổi mà chưa bản sao nào biết.`,
    now: richText`Bot vẫn chạy, nhưng khi chuyển máy chính thì những gì vừa nhận có thể mất.`,
    please: richText`Đặt ${code('min-replicas-to-write 1')} và ${code('min-replicas-max-lag 2')} trong Redis.`,
  },
};
