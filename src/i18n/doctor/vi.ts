import type { ZcaTrouble } from '../../core/request/zca-trouble.js';
import type { DoctorFindings, DoctorTexts } from './texts.js';

const findings: DoctorFindings = {
  settings_fine: () => ({ seen: 'Mọi thiết lập đều đọc được và khớp với nhau.' }),
  setting_wrong: ({ problem }) => ({
    seen: problem,
    next: 'Sửa lại thiết lập này; docs/configuration.md giải thích từng thiết lập.',
  }),
  secret_file_fine: ({ setting, path }) => ({
    seen: `${setting}: đọc được ${path}, và không phải ai trên máy này cũng đọc được.`,
  }),
  secret_file_open: ({ setting, path, mode }) => ({
    seen: `${setting}: ai trên máy này cũng đọc được ${path} (quyền ${mode}).`,
    next: `Chạy chmod 600 ${path}. Tệp do nền tảng container gắn riêng cho bot thì có thể để nguyên.`,
  }),
  secret_file_writable: ({ setting, path, mode }) => ({
    seen: `${setting}: ai trên máy này cũng sửa được ${path} (quyền ${mode}).`,
    next: `Chạy chmod 600 ${path}, và thay bí mật nếu có thể đã bị sửa.`,
  }),
  secret_file_unreadable: ({ setting, path, code }) => ({
    seen: `${setting}: không đọc được ${path} (${code}).`,
    next:
      code === 'ENOENT'
        ? `Ghi bí mật vào ${path}, hoặc sửa ${setting}.`
        : `Cho tài khoản chạy bot quyền đọc ${path}.`,
  }),

  node_fine: ({ version }) => ({ seen: `Node.js ${version}.` }),
  node_old: ({ version, oldest }) => ({
    seen: `Node.js ${version} quá cũ: bot cần ${oldest} trở lên.`,
    next: 'Cài Node.js mới hơn; .nvmrc ghi phiên bản mà bot được kiểm thử.',
  }),

  redis_answers: ({ where, version }) => ({ seen: `Redis ${version} trả lời tại ${where}.` }),
  redis_unreachable: ({ where, why }) => ({
    seen: `Không có Redis nào trả lời tại ${where} (${why}).`,
    next: 'Khởi động Redis hoặc sửa REDIS_URL; sau đó xem mạng và tường lửa ở giữa.',
  }),
  redis_refuses: ({ where, code }) => ({
    seen: `Redis tại ${where} từ chối bot: ${code}.`,
    next: {
      WRONGPASS: 'Ghi đúng tên và mật khẩu vào REDIS_URL.',
      NOAUTH: 'Redis đòi mật khẩu: ghi redis://:password@host:6379 vào REDIS_URL.',
      NOPERM:
        'Cấp thêm quyền trong ACL của Redis cho tài khoản ở REDIS_URL; docs/operations.md có sẵn dòng lệnh.',
    }[code],
  }),
  redis_old: ({ version, oldest }) => ({
    seen: `Redis ${version} quá cũ: bot cần ${oldest} trở lên.`,
    next: 'Nâng cấp Redis, hoặc đặt REDIS_URL sang máy khác.',
  }),
  redis_without_tls: () => ({
    seen: 'Kết nối tới Redis không có TLS: ai trên mạng cũng đọc được mọi thứ.',
    next: 'Ghi rediss:// trong REDIS_URL.',
  }),
  redis_settings_fine: ({ node }) => ({
    seen: `${node} giữ mọi thứ được giao: noeviction, có tệp append-only.`,
  }),
  redis_settings_unreadable: ({ node }) => ({
    seen: `${node} không cho biết thiết lập của mình.`,
    next: 'Tự so với docs/operations.md, hoặc cho tài khoản ở REDIS_URL chạy INFO.',
  }),
  redis_evicts: ({ node }) => ({
    seen: `${node} có thể xóa mất yêu cầu: maxmemory-policy không phải noeviction.`,
    next: 'Đặt maxmemory-policy thành noeviction, cả trong redis.conf.',
  }),
  redis_without_file: ({ node }) => ({
    seen: `${node} không giữ tệp append-only: khởi động lại là mất những gì vừa nhận.`,
    next: 'Đặt appendonly thành yes, cả trong redis.conf.',
  }),
  redis_without_min_replicas: ({ node }) => ({
    seen: `${node} nhận ghi khi không có bản sao nào nghe: chuyển máy chủ sẽ làm mất dữ liệu.`,
    next: 'Đặt min-replicas-to-write thành 1.',
  }),
  redis_refuses_changes: ({ code }) => ({
    seen: `Redis không nhận thay đổi nào: ${code}.`,
    next:
      {
        OOM: 'Cho Redis thêm bộ nhớ (maxmemory), hoặc giải phóng bớt.',
        READONLY: 'REDIS_URL trỏ tới bản sao: hãy trỏ tới máy chủ chính.',
      }[code] ?? 'Xem nhật ký và ổ đĩa của Redis: ổ đã đầy hoặc không ghi được.',
  }),
  redis_rights_fine: () => ({ seen: 'Tài khoản ở REDIS_URL được dùng mọi lệnh mà bot cần.' }),
  redis_rights_missing: ({ commands }) => ({
    seen: `Tài khoản ở REDIS_URL không được dùng ${commands.join(', ')}.`,
    next: 'Cấp các quyền này trong ACL của Redis; docs/operations.md có sẵn dòng lệnh.',
  }),
  redis_memory_fine: ({ used, most }) => ({
    seen: `Redis đang dùng ${used} MiB${most === null ? '' : ` trên ${most} MiB`}.`,
  }),
  redis_memory_short: ({ used, most }) => ({
    seen: `Redis đang dùng ${used} trên ${most} MiB: khi đầy, nó từ chối mọi thay đổi.`,
    next: 'Tăng maxmemory, hoặc chuyển bot sang Redis lớn hơn.',
  }),
  clock_fine: () => ({ seen: 'Đồng hồ máy này khớp với Redis.' }),
  clock_differs: ({ seconds, ahead }) => ({
    seen: `Đồng hồ máy này ${ahead ? 'nhanh hơn' : 'chậm hơn'} Redis ${seconds} giây. Bot theo giờ của Redis.`,
    next: 'Chỉnh lại đồng hồ sai; bật NTP trên cả hai máy.',
  }),

  worker_there: () => ({ seen: 'Có worker đang chạy.' }),
  worker_missing: () => ({
    seen: 'Không có worker nào đang chạy: yêu cầu được ghi lại nhưng không ai xử lý.',
    next: 'Chạy npm run worker. Nếu đã có worker, hãy so REDIS_URL và REDIS_PREFIX của nó với ở đây. Trước lần khởi động đầu: --before-start.',
  }),
  queues_fine: ({ waiting }) => ({ seen: `Các hàng đợi đang chạy; ${waiting} việc đang chờ.` }),
  queue_waits: ({ queue, waiting, minutes }) => ({
    seen: `Hàng đợi ${queue} đứng yên: ${waiting} việc, việc cũ nhất đã chờ ${minutes} phút.`,
    next: 'Xem nhật ký của worker để biết lý do; chạy thêm worker nếu chúng đang bận.',
  }),

  slack_answers: ({ team, bot }) => ({
    seen: `Slack chấp nhận SLACK_BOT_TOKEN: @${bot} trong workspace “${team}”.`,
  }),
  slack_off: () => ({ seen: 'SLACK đang tắt: bot chỉ dùng Zalo và cảnh báo chỉ có trong nhật ký.' }),
  slack_unreachable: ({ host }) => ({
    seen: `Slack không trả lời tại ${host}.`,
    next: 'Xem máy này có tới được đó không (tường lửa, proxy, SLACK_API_URL), và xem status.slack.com.',
  }),
  slack_refuses: ({ code }) => ({
    seen: `Slack không chấp nhận SLACK_BOT_TOKEN: ${code}.`,
    next: 'Chép token từ trang của app, mục OAuth & Permissions; nếu chưa có thì cài lại app.',
  }),
  slack_app: ({ app }) => ({ seen: `Token thuộc app ${app}.` }),
  slack_app_unknown: () => ({
    seen: 'Slack không cho biết token thuộc app nào, nên chỉ kiểm tra được workspace.',
    next: 'Đặt SLACK_APP_ID bằng App ID ở trang của app, mục Basic Information.',
  }),
  slack_app_differs: ({ setting, app, other }) => ({
    seen: `SLACK_BOT_TOKEN thuộc app ${app}, còn ${setting} thuộc ${other}.`,
    next: 'Lấy mọi thiết lập của Slack từ trang của cùng một app.',
  }),
  slack_other_workspace: ({ team, named }) => ({
    seen: `Workspace “${team}” không biết những gì chính sách nêu: ${named.join(', ')}.`,
    next: 'Có lẽ SLACK_BOT_TOKEN của workspace khác: cài app vào đúng workspace rồi đặt token ở đó.',
  }),
  scopes_fine: ({ scopes }) => ({ seen: `App có đủ quyền: ${scopes.join(', ')}.` }),
  scope_missing: ({ scope }) => ({
    seen: `App thiếu quyền ${scope}.`,
    next: 'Thêm quyền này ở trang của app, mục OAuth & Permissions → Bot Token Scopes, rồi cài lại app.',
  }),
  scopes_unused: ({ scopes }) => ({
    seen: `App có quyền mà bot không dùng: ${scopes.join(', ')}.`,
    next: 'Bỏ bớt ở mục OAuth & Permissions, rồi cài lại app.',
  }),
  scopes_unknown: () => ({
    seen: 'Slack không cho biết quyền của app.',
    next: 'Tự so với docs/setup.md.',
  }),
  channel_fine: ({ channel }) => ({ seen: `Bot có trong ${channel} và đọc được kênh.` }),
  channel_closed: ({ channel, code }) => ({
    seen: `Bot không làm việc được trong ${channel}: ${code}.`,
    next:
      code === 'is_archived'
        ? 'Ghi kênh khác trong thiết lập.'
        : 'Gõ /invite @zca-unlink trong kênh đó, hoặc sửa mã kênh ở UNLINK_CHANNELS, các quy tắc hay OPS_CHANNEL.',
  }),
  group_fine: ({ group, people }) => ({ seen: `Nhóm ${group} có ${people} người.` }),
  group_unreadable: ({ group, code }) => ({
    seen: `Slack không cho biết ai trong nhóm ${group}: ${code}. Không ai trong nhóm duyệt được.`,
    next: 'Kiểm tra mã nhóm ở UNLINK_APPROVERS, UNLINK_REQUESTERS hay ZCA_OPERATORS, và nhóm có đang bật không.',
  }),
  group_empty: ({ group }) => ({
    seen: `Không có ai trong nhóm ${group}.`,
    next: 'Thêm người vào nhóm trong Slack.',
  }),
  people_fine: ({ people }) => ({ seen: `Slack biết ${people} người mà thiết lập nêu.` }),
  person_unknown: ({ person }) => ({
    seen: `${person} không có trong workspace, là khách, là bot hoặc đã ngừng hoạt động, nên không có quyền gì.`,
    next: 'Bỏ mã này khỏi thiết lập hoặc sửa lại: menu của hồ sơ trong Slack → Copy member ID.',
  }),
  approvers_none: () => ({
    seen: 'UNLINK_APPROVERS trống: không ai duyệt được gì.',
    next: 'Đặt bằng mã người (U…) hoặc mã nhóm (S…).',
  }),
  socket_fine: () => ({ seen: 'Slack mở được socket bằng SLACK_APP_TOKEN.' }),
  socket_refused: ({ code }) => ({
    seen: `Slack không mở socket bằng SLACK_APP_TOKEN: ${code}.`,
    next: 'Ở trang của app: bật Socket Mode, và tạo app-level token có connections:write ở mục Basic Information.',
  }),
  address_fine: ({ url }) => ({ seen: `Bot trả lời tin có chữ ký tại ${url}.` }),
  address_unknown: () => ({
    seen: 'Chưa kiểm tra địa chỉ mà Slack gọi tới bot.',
    next: 'Hãy nêu địa chỉ: npm run doctor -- --url https://bot.example.com',
  }),
  address_unreachable: ({ url, why, detail }) => ({
    seen: `Không có gì dùng được trả lời tại ${url}: ${trouble[why]} (${detail}).`,
    next: 'Xem web có chạy không, và proxy phía trước có chuyển /slack/events vào không.',
  }),
  address_refuses: ({ url }) => ({
    seen: `Nơi trả lời tại ${url} không chấp nhận SLACK_SIGNING_SECRET.`,
    next: 'Đặt cho web đúng signing secret ở trang của app, mục Basic Information, rồi khởi động lại; sau đó so đồng hồ.',
  }),
  address_of_others: ({ url, status }) => ({
    seen: `Nơi trả lời tại ${url} (HTTP ${status}) không phải bot này.`,
    next: 'Cho proxy chuyển nguyên vẹn /slack/events tới PORT của web.',
  }),
  manifest_same: () => ({ seen: 'Manifest trong Slack đúng là của phiên bản này.' }),
  manifest_differs: ({ fields }) => ({
    seen: `Manifest trong Slack khác ở ${fields.join(', ')}.`,
    next: 'Dán kết quả của npm run --silent manifest vào mục App Manifest ở trang của app, rồi cài lại app.',
  }),
  manifest_unreadable: ({ code }) => ({
    seen: `Slack không cho xem manifest của app: ${code}.`,
    next: 'Tạo configuration token mới ở api.slack.com/apps (dùng được 12 giờ), và đặt SLACK_CONFIG_TOKEN.',
  }),
  blocks_fine: ({ surfaces }) => ({ seen: `Slack chấp nhận cả ${surfaces} thẻ, tin và hộp thoại.` }),
  blocks_wrong: ({ surface, errors }) => ({
    seen: `Slack sẽ từ chối ${surface}: ${errors.join('; ')}.`,
    next: 'Đây là lỗi của bot: hãy dùng phiên bản mới nhất và báo lỗi.',
  }),
  blocks_unknown: () => ({
    seen: 'Slack ở đây không biết blocks.validate, nên chưa kiểm tra thẻ và hộp thoại.',
    next: 'Không cần làm gì; --rehearse cho thấy một thẻ thật.',
  }),
  blocks_unfinished: ({ checked, of, code }) => ({
    seen: `Slack đã kiểm tra ${checked} trên ${of} thẻ và hộp thoại, rồi trả lời ${code}.`,
    next: 'Một phút nữa hãy chạy lại doctor.',
  }),

  zca_away: ({ host, why, detail }) => ({
    seen: `${host}: ${trouble[why]}${detail === '' ? '' : ` (${detail})`}.`,
    next: zcaNext[why],
  }),
  own_assets_unset: () => ({
    seen: 'ZCA_OWN_OA và ZCA_OWN_APP trống, nên bot không bảo vệ được OA hay ứng dụng mà nó đang chạy trên đó.',
    next: 'Nếu bot hoặc gateway dùng OA hay ứng dụng nào của ZCA này, hãy ghi vào đó.',
  }),
  gateway_lists: ({ kind, assets }) => ({
    seen: `Gateway liệt kê ${assets} ${kind === 'oa' ? 'OA' : 'ứng dụng'} đang liên kết, mỗi mục một lần.`,
  }),
  gateway_reads: ({ asset }) => ({ seen: `Gateway đọc ${asset} đúng như đã liệt kê.` }),
  gateway_reads_nothing: () => ({
    seen: 'Không có gì đang liên kết, nên chưa so được việc đọc với danh sách.',
    next: 'Liên kết một OA hoặc ứng dụng rồi kiểm tra lại.',
  }),
  gateway_knows_absent: () => ({ seen: 'Gateway trả lời 404 cho mã không liên kết.' }),
  gateway_refuses_unknown_kind: () => ({ seen: 'Gateway trả lời 400, không phải 404, cho địa chỉ sai.' }),
  gateway_refuses_wrong_token: () => ({ seen: 'Gateway từ chối token sai.' }),
  gateway_denies: ({ why }) =>
    why === 'token_invalid'
      ? { seen: 'Gateway không chấp nhận ZCA_API_TOKEN.', next: 'Lấy token mới và đặt ZCA_API_TOKEN.' }
      : {
          seen: 'Tài khoản của ZCA_API_TOKEN không phải quản trị viên của ZCA.',
          next: 'Cấp vai trò quản trị viên cho tài khoản đó.',
        },
  gateway_busy: ({ call }) => ({
    seen: `Gateway yêu cầu chờ (${call}).`,
    next: 'Một phút nữa hãy kiểm tra lại; giảm zca.callsPerSecond trong bot.config.ts nếu hay gặp.',
  }),
  gateway_takes_any_token: () => ({
    seen: 'Gateway chấp nhận token sai: ai tới được nó đều hủy được mọi liên kết.',
    next: 'Cho gateway trả lời 401 với mọi token không đúng.',
  }),
  gateway_off_contract: ({ call, detail }) => ({
    seen: `Gateway không giữ đúng hợp đồng ở ${call}: ${detail}.`,
    next: 'So với docs/zca-gateway.openapi.yaml, rồi chạy npm run gateway:check.',
  }),
  gateway_certificate_ends: ({ host, days }) => ({
    seen: `Chứng chỉ của ${host} hết hạn sau ${days} ngày.`,
    next: 'Hãy gia hạn.',
  }),
  dry_unlink: ({ asset, call, body }) => ({
    seen: `${asset} đang liên kết. Chưa gửi gì; để hủy liên kết, bot sẽ gửi ${call} với ${body}.`,
  }),
  dry_unlink_not_linked: ({ asset }) => ({
    seen: `Gateway nói ${asset} không liên kết.`,
    next: 'Nêu một mục đang liên kết, ví dụ --asset oa:4318093042839471234.',
  }),
  console_lists: ({ tab, assets }) => ({ seen: `Trang ZCA hiện ${assets} mục ở “${tab}”.` }),
  console_waits: ({ why }) => ({
    seen: {
      no_session: 'Chưa ai đăng nhập trang ZCA cho bot, hoặc không đọc được phiên đăng nhập.',
      logged_out: 'Phiên đăng nhập trang ZCA đã hết.',
      captcha: 'Trang ZCA đòi captcha.',
      busy: 'Một worker đang dùng trình duyệt.',
    }[why],
    next: why === 'busy' ? 'Một phút nữa hãy kiểm tra lại.' : 'Chạy npm run console:login và đăng nhập ở đó.',
  }),
  console_other_page: ({ seen }) => ({
    seen: `Trang ZCA hiện khác với mong đợi: ${seen}`,
    next: 'So chữ trên màn hình với zca.console.labels; docs/console.md chỉ cách làm.',
  }),
  console_unusable: ({ why }) => ({
    seen: why,
    next: 'docs/console.md liệt kê những gì driver console cần.',
  }),
  register_fine: ({ assets }) => ({ seen: `Danh sách có ${assets} mục đang liên kết.` }),
  register_empty: () => ({
    seen: 'Danh sách trống, nên không tìm thấy gì.',
    next: 'Chạy npm run assets -- import FILE.csv.',
  }),
  zalo_without_tokens: () => ({ seen: 'Không có token của OA nào: kết quả không nói chính Zalo hiện gì.' }),
  zalo_no_login: () => ({
    seen: 'Đã đặt ZALO_TOKEN_KEY nhưng chưa có OA nào đăng nhập.',
    next: 'Chạy npm run zalo:login.',
  }),
  zalo_pair_unreadable: ({ oa }) => ({
    seen: `Không khóa nào trong ZALO_TOKEN_KEY mở được token đã lưu của OA ${oa}.`,
    next: `Ghi khóa cũ sau khóa mới, cách nhau bằng dấu phẩy, hoặc chạy npm run zalo:login -- ${oa}.`,
  }),
  zalo_pair_ended: ({ oa }) => ({
    seen: `Access token của OA ${oa} đã hết hạn mà chưa worker nào làm mới.`,
    next: `Xem worker có chạy và có tới được ZALO_OAUTH_URL không; nếu đã có cảnh báo zalo_token, hãy chạy npm run zalo:login -- ${oa}.`,
  }),
  zalo_bot_fine: () => ({ seen: 'Zalo nhận ra bot của ZALO_BOT_TOKEN.' }),
  zalo_bot_refused: () => ({
    seen: 'Zalo không chấp nhận ZALO_BOT_TOKEN.',
    next: 'Lấy lại token trong Zalo Bot Manager.',
  }),
  zalo_bot_unreachable: () => ({
    seen: 'Zalo Bot Platform không trả lời.',
    next: 'Xem máy này có tới được ZALO_BOT_API_URL không.',
  }),
  zalo_fine: ({ oa }) => ({ seen: `Zalo chấp nhận token của OA ${oa}.` }),
  zalo_unreadable: ({ oa, why }) => ({
    seen: `Zalo không cho biết gì về OA ${oa}: ${zaloTrouble[why]}.`,
    next:
      why === 'no_answer'
        ? 'Xem máy này có tới được ZALO_API_URL không.'
        : `Chạy npm run zalo:login -- ${oa}, hoặc đặt access token mới (dùng được 25 giờ) vào ZALO_OA_TOKENS.`,
  }),

  audit_fine: ({ sequence }) => ({
    seen: `Nhật ký kiểm toán kết thúc ở mục ${sequence}, đúng như điểm cuối đã lưu.`,
  }),
  audit_without_key: () => ({
    seen: 'Chưa đặt AUDIT_KEY: ai ghi được vào Redis đều giả được nhật ký kiểm toán.',
    next: 'Đặt AUDIT_KEY bằng kết quả của openssl rand -base64 32, và giữ nó ngoài Redis.',
  }),
  audit_key_unknown: () => ({
    seen: 'Mục mới nhất của nhật ký kiểm toán dùng khóa không có trong AUDIT_KEY.',
    next: 'Thêm khóa cũ vào AUDIT_KEY, sau dấu phẩy.',
  }),
  audit_end_differs: () => ({
    seen: 'Nhật ký kiểm toán không khớp với điểm cuối đã lưu.',
    next: 'Chạy npm run audit -- verify; lệnh này nêu mục sai đầu tiên.',
  }),
  anchor_fine: ({ channel }) => ({
    seen: `Điểm cuối của nhật ký kiểm toán được đăng mỗi ngày một lần trong ${channel}.`,
  }),
  anchor_missing: () => ({
    seen: 'Chưa đặt OPS_CHANNEL: cảnh báo và điểm cuối nhật ký kiểm toán chỉ nằm trong log của bot.',
    next: 'Đặt OPS_CHANNEL bằng mã một kênh, và mời bot vào đó.',
  }),

  rehearsal_fine: ({ request, seconds }) => ({
    seen: `Một lượt chạy thử đã qua hàng đợi, worker, ZCA và Slack trong ${seconds} giây: ${request} đã được tạo, hiện thẻ, hủy, và thẻ đã xóa.`,
  }),
  rehearsal_refused: ({ code }) => ({
    seen: `Không bắt đầu chạy thử được: ${code}.`,
    next: 'Nêu kênh bằng mã (C…), là kênh có bot và được UNLINK_CHANNELS cho phép.',
  }),
  rehearsal_stuck: ({ at, seconds }) => ({
    seen: {
      queued: `Không worker nào nhận lệnh chạy thử trong ${seconds} giây.`,
      looked_up: `Thẻ của lượt chạy thử không hiện trong ${seconds} giây.`,
      cancelled: `Yêu cầu chạy thử không được hủy trong ${seconds} giây.`,
    }[at],
    next: 'Xem nhật ký của worker trong phút vừa rồi.',
  }),
  rehearsal_left: ({ request }) => ({
    seen: `Không xóa được thẻ của ${request}.`,
    next: 'Tự xóa tin đó trong Slack.',
  }),

  part_late: ({ seconds }) => ({
    seen: `Phần kiểm tra này không xong trong ${seconds} giây.`,
    next: 'Sửa những gì nêu ở trên rồi chạy lại doctor.',
  }),
  part_broken: ({ error }) => ({
    seen: `Phần kiểm tra này bị lỗi (${error}).`,
    next: 'Đây là lỗi của doctor: hãy dùng phiên bản mới nhất và báo lỗi.',
  }),
  part_skipped: ({ until }) => ({
    seen: {
      settings: 'Chưa kiểm tra: còn thiếu thiết lập.',
      redis: 'Chưa kiểm tra: chưa có Redis.',
      slack: 'Chưa kiểm tra: chưa tới được Slack.',
    }[until],
    next: 'Sửa những gì nêu ở trên rồi chạy lại doctor.',
  }),
};

const trouble: { readonly [T in ZcaTrouble]: string } = {
  refused: 'không có gì lắng nghe ở đó',
  unknown_name: 'không biết tên này',
  untrusted: 'chứng chỉ do nơi mà máy này không tin cậy cấp',
  expired: 'chứng chỉ không có hiệu lực lúc này',
  other_name: 'chứng chỉ dành cho tên khác',
  wants_certificate: 'nơi đó đòi chứng chỉ của máy khách và không nhận được chứng chỉ nào được chấp nhận',
  no_tls: 'nơi đó không dùng TLS',
  no_answer: 'không trả lời kịp',
  server_error: 'nơi đó trả lời bằng lỗi của chính nó',
  broken: 'kết nối bị đứt',
  not_the_contract: 'câu trả lời không đúng hợp đồng',
  screen_unexpected: 'trang không như mong đợi',
};

const zcaNext: { readonly [T in ZcaTrouble]: string } = {
  refused: 'Khởi động gateway, hoặc sửa địa chỉ (ZCA_API_URL hay ZCA_CONSOLE_URL).',
  unknown_name: 'Sửa địa chỉ (ZCA_API_URL hay ZCA_CONSOLE_URL), hoặc sửa DNS.',
  untrusted: 'Cho máy này biết chứng chỉ của nơi cấp (NODE_EXTRA_CA_CERTS).',
  expired: 'Gia hạn chứng chỉ, và xem lại đồng hồ máy này.',
  other_name: 'Ghi địa chỉ theo tên trong chứng chỉ, hoặc cấp lại chứng chỉ cho tên này.',
  wants_certificate: 'Đặt ZCA_CLIENT_CERT và ZCA_CLIENT_KEY theo chứng chỉ mà nơi đó chấp nhận.',
  no_tls: 'Ghi http:// nếu nơi đó không có TLS và mạng ấy an toàn, hoặc bật TLS ở đó.',
  no_answer: 'Xem nhật ký nơi đó và tường lửa ở giữa.',
  server_error: 'Xem nhật ký nơi đó.',
  broken: 'Xem nhật ký nơi đó và các proxy ở giữa.',
  not_the_contract: 'So với docs/zca-gateway.openapi.yaml, rồi chạy npm run gateway:check.',
  screen_unexpected: 'So chữ trên màn hình với zca.console.labels; docs/console.md chỉ cách làm.',
};

const zaloTrouble = {
  no_answer: 'không trả lời',
  token: 'token không đúng hoặc đã hết hạn',
  other_oa: 'token thuộc OA khác',
  refused: 'Zalo từ chối câu hỏi',
  not_understood: 'không hiểu câu trả lời',
} as const;

export const doctorTexts: DoctorTexts = {
  parts: {
    settings: 'Thiết lập',
    machine: 'Máy này',
    redis: 'Redis',
    work: 'Worker và hàng đợi',
    slack: 'Slack',
    blocks: 'Thẻ và hộp thoại',
    zca: 'ZCA',
    zalo: 'Zalo',
    audit: 'Nhật ký kiểm toán',
    rehearsal: 'Chạy thử',
  },
  findings,
  summary: ({ failed, warnings }) =>
    failed + warnings === 0 ? 'Mọi thứ đều ổn.' : `${failed} lỗi, ${warnings} cảnh báo.`,
};
