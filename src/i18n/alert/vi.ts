import type { Alert, CorruptPart } from '../../core/messages/alert.js';
import { bold, code, phrase } from '../../core/messages/rich-text.js';
import type { ZcaTrouble } from '../../core/request/zca-trouble.js';
import type { RedisSetting } from '../../shared/refused-write.js';
import type { AlertTexts, AlertWords } from './texts.js';

export const alertTexts: AlertTexts = {
  about: {
    job_failed: ({ queue, job }) => ({
      what: phrase`Một tác vụ đã bị bỏ: ${code(job)} trong hàng đợi ${code(queue)} lỗi ở mọi lần thử.`,
      now: phrase`Người yêu cầu hoặc người bấm được báo. Nếu một lượt chạy đang chờ tác vụ này, nó được thử thêm vài lần rồi kết thúc là thất bại. Mọi việc khác vẫn tiếp tục.`,
      please: phrase`Tìm dòng “a job failed” của tác vụ này trong nhật ký để biết nguyên nhân. Khi đã khắc phục, bấm Thử lại nếu thẻ có nút này; nếu không, hãy yêu cầu lại.`,
    }),
    newer_job: ({ queue }) => ({
      what: phrase`Một tác vụ trong hàng đợi ${code(queue)} do phiên bản bot mới hơn tạo ra, và mười phút nay chưa worker nào của phiên bản đó nhận.`,
      now: phrase`Tác vụ được giữ lại và được xem lại sau mỗi vài giây; những gì phiên bản này hiểu vẫn tiếp tục.`,
      please: phrase`Chạy phiên bản mới ở mọi worker. Nếu bạn cố ý quay về phiên bản cũ, hãy chạy một worker của phiên bản mới cho đến khi xong các tác vụ của nó.`,
    }),
    newer_record: ({ requestId }) => ({
      what: phrase`${code(requestId)} do phiên bản bot mới hơn ghi, và mười phút nay tiến trình này vẫn cũ hơn những gì nó gặp.`,
      now: phrase`Tiến trình để nguyên các yêu cầu như vậy và xem lại sau mỗi vài giây; những gì phiên bản này hiểu vẫn tiếp tục. Không có gì bị hỏng.`,
      please: phrase`Chạy phiên bản mới ở mọi tiến trình. Nếu bạn cố ý quay về phiên bản cũ, hãy chạy phiên bản mới cho đến khi các yêu cầu của nó kết thúc. Đừng khôi phục gì từ bản sao lưu.`,
    }),
    zca_denied: ({ why }) =>
      why === 'token_invalid'
        ? {
            what: phrase`ZCA không chấp nhận token của bot.`,
            now: phrase`Không tra cứu hay hủy liên kết được; người yêu cầu được báo, còn yêu cầu đã xác nhận kết thúc là thất bại và có nút Thử lại.`,
            please: phrase`Lấy token mới, đặt vào ${code('ZCA_API_TOKEN')} rồi khởi động lại bot.`,
          }
        : {
            what: phrase`Token của bot không có quyền quản trị ZCA.`,
            now: phrase`Những gì ZCA từ chối kết thúc là thất bại và có nút Thử lại.`,
            please: phrase`Cấp quyền quản trị cho tài khoản của ${code('ZCA_API_TOKEN')}, rồi bấm Thử lại trên thẻ.`,
          },
    zca_away: (alert) => ({
      ...zcaTrouble[alert.why](alert),
      now: phrase`Không tra cứu được gì và người yêu cầu được báo như vậy. Những gì đã xác nhận được thử vài lần rồi kết thúc là thất bại, có nút Thử lại; bot không báo đã hủy liên kết khi chưa thấy rõ.`,
    }),
    console_waits: ({ why }) => ({
      what: consolePause[why],
      now: phrase`Việc tra cứu và hủy liên kết phải chờ; không có gì thất bại và không có gì bị hủy liên kết trong lúc này.`,
      please: phrase`Chạy ${code('npm run console:login')} rồi đăng nhập ở đó. Mọi việc tự tiếp tục sau tối đa nửa phút.`,
    }),
    chat_refused: ({ code: why, method, needed }) => ({
      what: phrase`Slack từ chối bot ở ${code(method)}: ${code(why)}${needed === null ? '' : phrase` (cần ${code(needed)})`}.`,
      now: phrase`Những gì cần đến lời gọi này phải chờ hoặc bị bỏ qua; bot thử lại mỗi nửa phút.`,
      please:
        why === 'missing_scope'
          ? phrase`So các quyền (scope) của ứng dụng trong OAuth & Permissions với manifest, rồi cài lại ứng dụng.`
          : phrase`Kiểm tra token trong OAuth & Permissions, đặt vào ${code('SLACK_BOT_TOKEN')} rồi khởi động lại bot.`,
    }),
    signature_mismatch: () => ({
      what: phrase`Có yêu cầu gửi đến bot giống như của Slack, nhưng gần đây không yêu cầu nào được ký bằng ${code('SLACK_SIGNING_SECRET')}.`,
      now: phrase`Bot từ chối các yêu cầu đó, nên lệnh và lượt bấm nút của mọi người báo lỗi trong Slack.`,
      please: phrase`So ${code('SLACK_SIGNING_SECRET')} với signing secret ở trang của ứng dụng, mục Basic Information, rồi khởi động lại ${code('web')}. Nếu lệnh vẫn chạy thì các yêu cầu này do người khác gửi và không cần làm gì.`,
    }),
    no_worker: () => ({
      what: phrase`Nửa phút nay không có ${code('worker')} nào chạy.`,
      now: phrase`Những gì mọi người yêu cầu và bấm được ghi nhận nhưng chưa được thực hiện: chưa có thẻ, chưa hủy liên kết. Mọi việc tự tiếp tục khi có worker.`,
      please: phrase`Khởi động ${code('npm run worker')}, hoặc xem nhật ký để biết vì sao nó dừng. Nếu nó đang chạy, so ${code('REDIS_URL')} và ${code('REDIS_PREFIX')} của nó với của ${code('web')}.`,
    }),
    no_socket: ({ code: why }) => ({
      what:
        why === null
          ? phrase`Slack không có socket nào đến bot, và gần một phút nay chưa mở được.`
          : phrase`Slack từ chối mở socket cho bot: ${code(why)}.`,
      now: phrase`Lệnh và lượt bấm nút chưa đến được ${code('web')} này cho đến khi có socket; cứ vài giây bot thử lại. Những gì đã ghi nhận vẫn tiếp tục.`,
      please:
        why === null
          ? phrase`Kiểm tra máy có kết nối được tới Slack (${code('SLACK_API_URL')}) và trang trạng thái của Slack.`
          : phrase`Kiểm tra app-level token ở trang của ứng dụng, mục Basic Information, và Socket Mode đang bật; đặt ${code('SLACK_APP_TOKEN')} rồi khởi động lại ${code('web')}.`,
    }),
    redis_setting: ({ setting }) => redisSetting[setting],
    redis_away: () => ({
      what: phrase`Redis không trả lời đã hơn một phút.`,
      now: phrase`Lệnh và nút bấm được trả lời “hãy thử lại”, không hủy liên kết gì. Những gì đã ghi vẫn còn và sẽ chạy tiếp khi Redis hoạt động lại.`,
      please: phrase`Hãy kiểm tra xem Redis có đang chạy không và xem log của Redis. Với ${code('appendfsync always')}, Redis tự dừng khi ổ đĩa đầy: hãy dọn chỗ rồi khởi động lại.`,
    }),
    redis_refuses_writes: ({ code: why }) => ({
      what: phrase`Redis không nhận thay đổi nào: ${code(why)}.`,
      now: phrase`Lệnh và lần bấm nút được trả lời “hãy thử lại”; những gì đã xác nhận không mất và sẽ tiếp tục khi Redis ghi được trở lại.`,
      please:
        why === 'OOM'
          ? phrase`Tăng bộ nhớ cho Redis (${code('maxmemory')}) hoặc giải phóng bớt.`
          : phrase`Xem nhật ký và ổ đĩa của Redis: ổ đĩa đầy hoặc không ghi được.`,
    }),
    corrupt_record: ({ key, part }) => ({
      what:
        part === 'audit'
          ? phrase`Nhật ký kiểm toán không khớp với điểm cuối mà Redis giữ ở ${code(key)}: đã có mục bị xóa, bị đưa về bản cũ hoặc bị viết lại.`
          : phrase`Không đọc được dữ liệu của Redis ở ${code(key)}.`,
      ...corruptPart[part],
    }),
    clock_differs: ({ host, seconds }) => ({
      what: phrase`Đồng hồ của ${code(host)} ${seconds > 0 ? 'nhanh hơn' : 'chậm hơn'} đồng hồ của Redis ${Math.abs(seconds)} giây.`,
      now: phrase`Không việc gì phải chờ: mọi tiến trình của bot đều theo đồng hồ của Redis.`,
      please: phrase`Chỉnh đúng đồng hồ của máy đó hoặc của máy chạy Redis (NTP). Chứng chỉ TLS và những gì khác chạy trên mỗi máy vẫn theo đồng hồ của chính máy đó. Nếu đồng hồ của Redis sai, chữ ký của Slack bị coi là quá cũ hoặc quá mới, nên lệnh và nút bấm bị từ chối.`,
    }),
    orphan_lock: ({ asset }) => ({
      what: phrase`${code(asset)} bị giữ bởi một yêu cầu đã kết thúc hoặc đã mất dữ liệu trong Redis.`,
      now: phrase`Bot đã thả mục này nên có thể yêu cầu lại; yêu cầu cũ không được làm tiếp.`,
      please: phrase`Tìm xem ai hoặc việc gì đã sửa khóa trong Redis. ${code('npm run audit -- list')} cho biết yêu cầu cũ đã đi đến đâu. Đừng khôi phục dữ liệu của nó: mục này có thể đã thuộc yêu cầu khác.`,
    }),
    group_unreadable: ({ group, code: why }) => ({
      what: phrase`Slack không cho biết ai thuộc nhóm ${code(group)}: ${code(why)}.`,
      now: phrase`Chưa ai được yêu cầu hay xác nhận với tư cách thành viên nhóm; người được nêu bằng ID riêng vẫn làm được.`,
      please: phrase`Kiểm tra nhóm trong policy còn tồn tại, đang bật, và ứng dụng có quyền ${code('usergroups:read')}.`,
    }),
  },
  since: (at) => phrase`Thấy lần đầu: ${{ at }}.`,
  now: 'Bot hiện làm gì:',
  please: 'Hãy:',
  request: (id, url) =>
    url === null
      ? phrase`Yêu cầu ${bold(id)}.`
      : phrase`Yêu cầu ${bold(id)}: ${{ url, label: 'thẻ của yêu cầu' }}.`,
  noMore: phrase`Có nhiều cảnh báo loại này. Trong một giờ tới, các cảnh báo tiếp theo chỉ có trong nhật ký.`,
  auditHead: {
    ends: 'Nhật ký kiểm toán hiện kết thúc ở',
    check: 'Để kiểm tra về sau rằng nhật ký vẫn còn đủ đến đây:',
    unkeyed: phrase`${code('AUDIT_KEY')} chưa được đặt nên chuỗi nhật ký không có khóa. Nếu người có quyền ghi vào Redis viết lại nhật ký, chỉ điểm cuối được lưu ở nơi khác, như tin này, mới cho thấy điều đó.`,
  },
};

type ZcaAway = Extract<Alert, { type: 'zca_away' }>;

/** What keeps the bot from the ZCA, and what to do about it. */
const zcaTrouble: {
  readonly [W in ZcaTrouble]: (alert: ZcaAway) => Pick<AlertWords, 'what' | 'please'>;
} = {
  refused: ({ host, setting, detail }) => ({
    what: phrase`ZCA ở ${code(host)} từ chối kết nối (${code(detail)}).`,
    please: phrase`Khởi động dịch vụ ở đó, hoặc đặt ${code(setting)} đúng nơi nó đang chạy.`,
  }),
  unknown_name: ({ host, setting, detail }) => ({
    what: phrase`Không tìm thấy ZCA: không có địa chỉ nào cho ${code(host)} (${code(detail)}).`,
    please: phrase`Kiểm tra tên trong ${code(setting)} và máy chạy bot có hỏi được máy chủ tên miền hay không.`,
  }),
  untrusted: ({ host, detail }) => ({
    what: phrase`Chứng chỉ của ZCA ở ${code(host)} do một nơi mà bot không tin cậy ký (${code(detail)}).`,
    please: phrase`Nếu đó là nơi cấp chứng chỉ của công ty bạn, khai báo tệp của nó trong ${code('NODE_EXTRA_CA_CERTS')} rồi khởi động lại bot. Nếu không phải, hãy tìm xem ai đang trả lời thay.`,
  }),
  expired: ({ host, detail }) => ({
    what: phrase`Chứng chỉ của ZCA ở ${code(host)} đã hết hạn hoặc chưa có hiệu lực (${code(detail)}).`,
    please: phrase`Gia hạn chứng chỉ. Nếu nó còn hiệu lực, hãy chỉnh đúng đồng hồ của máy chạy bot.`,
  }),
  other_name: ({ host, setting, detail }) => ({
    what: phrase`Chứng chỉ của ZCA ở ${code(host)} là của một tên khác (${code(detail)}).`,
    please: phrase`Đặt ${code(setting)} theo tên có trong chứng chỉ, hoặc xin chứng chỉ cho tên này.`,
  }),
  no_tls: ({ host, setting, detail }) => ({
    what: phrase`Không lập được kết nối mã hóa tới ZCA ở ${code(host)} (${code(detail)}).`,
    please: phrase`Kiểm tra cổng trong ${code(setting)} có phải cổng ${code('https')} không, nhận những phiên bản TLS nào và có đòi chứng chỉ của máy khách không.`,
  }),
  no_answer: ({ host, setting, detail }) => ({
    what: phrase`ZCA ở ${code(host)} không trả lời kịp (${code(detail)}).`,
    please: phrase`Kiểm tra nó có đang chạy không, có quá tải không, có tường lửa ở giữa không, và ${code(setting)} có đúng không.`,
  }),
  server_error: ({ host, detail }) => ({
    what: phrase`ZCA ở ${code(host)} trả lời rằng nó gặp lỗi (${code(detail)}).`,
    please: phrase`Xem nhật ký của chính ZCA đó.`,
  }),
  broken: ({ host, detail }) => ({
    what: phrase`Kết nối tới ZCA ở ${code(host)} bị đứt trước khi có câu trả lời (${code(detail)}).`,
    please: phrase`Xem nhật ký của ZCA đó và những gì nằm giữa nó và bot.`,
  }),
  not_the_contract: ({ host, setting, detail }) => ({
    what: phrase`Nơi trả lời ở ${code(host)} không trả lời như một cổng ZCA: ${detail}.`,
    please: phrase`So ${code(setting)} với địa chỉ của cổng, kể cả đường dẫn, và so câu trả lời của nó với ${code('docs/zca-gateway.openapi.yaml')}.`,
  }),
  screen_unexpected: ({ host }) => ({
    what: phrase`Trang ZCA ở ${code(host)} khác với những gì bot biết.`,
    please: phrase`Đọc trong luồng của yêu cầu, hoặc hỏi người yêu cầu, xem bot đã thấy gì, rồi mở trang đó xem. Nếu trang đã thay đổi, hãy đặt lại các nhãn (${code('docs/console.md')}) rồi chạy ${code('npm run console:check')}.`,
  }),
};

const consolePause: {
  readonly [W in Extract<Alert, { type: 'console_waits' }>['why']]: AlertWords['what'];
} = {
  no_session: phrase`Chưa ai đăng nhập trang ZCA cho bot.`,
  logged_out: phrase`Phiên đăng nhập trang ZCA của bot đã hết.`,
  captcha: phrase`Trang ZCA đòi bot nhập captcha.`,
};

const corruptPart: { readonly [P in CorruptPart]: Pick<AlertWords, 'now' | 'please'> } = {
  record: {
    now: phrase`Bot không dùng dữ liệu này; mọi việc khác vẫn tiếp tục. Yêu cầu liên quan đứng yên và chưa thể yêu cầu lại các mục của nó.`,
    please: phrase`Giữ một bản sao của khóa này, rồi khôi phục từ bản sao lưu Redis. ${code('npm run audit -- list')} cho biết yêu cầu đã đi đến đâu.`,
  },
  shown: {
    now: phrase`Bot bỏ dữ liệu này và tạo lại; mọi việc vẫn tiếp tục.`,
    please: phrase`Xem nhật ký của Redis để biết vì sao dữ liệu hỏng; ngoài ra không cần làm gì.`,
  },
  register: {
    now: phrase`Mục này bị bỏ qua nên không tra cứu được; các mục khác trong danh sách vẫn dùng được.`,
    please: phrase`Ghi lại mục này vào danh sách: ${code('npm run assets -- export FILE.csv')}, thêm dòng của mục, rồi ${code('npm run assets -- import FILE.csv')}.`,
  },
  audit: {
    now: phrase`Khi không thể ghi thêm mục nào, bot không ghi nhận, không quyết định và không hủy liên kết gì, và mời mọi người thử lại; nếu vẫn ghi được thì mọi việc tiếp tục.`,
    please: phrase`Sao lưu nhật ký và điểm cuối đang có trong Redis. Sau đó chạy ${code('npm run audit -- verify')} với ${code('--expect')} và ${code('audit head')} mới nhất trong nhật ký của các tiến trình bot hoặc trong kênh này: lệnh chỉ ra mục bị thiếu hoặc bị sửa và cách tiếp tục. Hãy tìm xem ai có quyền ghi vào Redis.`,
  },
};

const redisSetting: { readonly [S in RedisSetting]: AlertWords } = {
  eviction: {
    what: phrase`Redis có thể bỏ mất yêu cầu khi đầy bộ nhớ.`,
    now: phrase`Bot vẫn chạy, nhưng yêu cầu có thể biến mất.`,
    please: phrase`Đặt ${code('maxmemory-policy noeviction')} trong Redis.`,
  },
  no_append_only_file: {
    what: phrase`Redis không ghi tệp append-only.`,
    now: phrase`Bot vẫn chạy, nhưng nếu Redis tắt đột ngột thì những gì vừa nhận sẽ mất.`,
    please: phrase`Đặt ${code('appendonly yes')} và ${code('appendfsync always')} trong Redis.`,
  },
  no_min_replicas: {
    what: phrase`Redis nhận thay đổi mà chưa bản sao nào biết.`,
    now: phrase`Bot vẫn chạy, nhưng khi chuyển máy chính thì những gì vừa nhận có thể mất.`,
    please: phrase`Đặt ${code('min-replicas-to-write 1')} và ${code('min-replicas-max-lag 2')} trong Redis.`,
  },
};
