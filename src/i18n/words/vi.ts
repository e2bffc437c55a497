import type { AssetKind } from '../../core/asset/asset.js';
import { code, type RichText, richText, user } from '../../core/messages/rich-text.js';
import {
  type ConsolePause,
  type FailureCause,
  isOfRestore,
  isSeenByZalo,
  type LinkedAnew,
  type Outcome,
} from '../../core/request/outcome.js';
import type { Decision, Finished } from '../../core/request/request.js';
import {
  alreadyUnlinkedCount,
  disputedCount,
  doneCount,
  reportedCount,
} from '../../core/request/run-outcomes.js';
import { lateStopOf } from '../../core/request/stop-transition.js';
import { inLongUnits } from './durations.js';

export const seconds = new Intl.NumberFormat('vi', {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'long',
  maximumFractionDigits: 1,
});

export function assets(kind: AssetKind, count: number): string {
  return `${count} ${noun(kind)}`;
}

export function noun(kind: AssetKind): string {
  return kind === 'oa' ? 'OA' : 'ứng dụng';
}

/** A duration: in seconds, or for manual tasks in minutes, hours or days. */
export function duration(ms: number): string {
  if (ms < 1_000) return 'chưa đầy một giây';
  const [count, unit] = inLongUnits(ms);
  return unit === 'second' ? seconds.format(count) : `${count} ${units[unit]}`;
}

const units = { minute: 'phút', hour: 'giờ', day: 'ngày' } as const;

/** The number of links that a run removed, or a dry run would have; links that were gone before are counted apart. */
export function unlinkedOf(request: Finished): string {
  const { kind, chosen, status, dryRun } = request;
  const already = alreadyUnlinkedCount(request);
  const done = doneCount(request) - already;
  if (reportedCount(request) > 0) return byHandOf(request, done);
  if (status === 'succeeded' && done === 0) return `${assets(kind, already)} đã được hủy liên kết từ trước`;
  const share = status === 'succeeded' ? assets(kind, done) : `${done}/${assets(kind, chosen.length)}`;
  const before = already === 0 ? '' : `, ${already} đã được hủy từ trước`;
  return `${dryRun ? 'nếu chạy thật sẽ hủy' : 'đã hủy'} liên kết ${share}${before}`;
}

/** Operators' reports on their own work, apart from what the bot has seen itself. */
function byHandOf(request: Finished, done: number): string {
  const { kind, chosen } = request;
  const reported = reportedCount(request);
  const disputed = disputedCount(request);
  const already = alreadyUnlinkedCount(request);
  const before = already === 0 ? '' : `, ${already} đã được hủy từ trước`;
  const but = disputed === 0 ? '' : `; Zalo vẫn hiện ${disputed} liên kết`;
  return `${done - reported}/${assets(kind, chosen.length)} được kiểm chứng đã hủy liên kết, ${reported} theo lời người thực hiện${before}${but}`;
}

/** A Stop that prevented nothing, as a sentence with a space before it; empty when there was none. */
export function stopTooLate(request: Finished): RichText {
  const stop = lateStopOf(request);
  if (stop === null) return [];
  const isAllDone = request.status === 'succeeded' && !request.dryRun;
  return richText` ${user(stop.by)} bấm Dừng quá muộn: ${isAllDone ? 'tất cả đã được hủy liên kết' : 'mọi mục đều đã bắt đầu'}.`;
}

export function failure<T extends FailureCause['type']>(
  cause: Extract<FailureCause, { type: T }> & { readonly type: T },
): RichText {
  return failures[cause.type](cause);
}

const failures: {
  readonly [T in FailureCause['type']]: (cause: Extract<FailureCause, { type: T }>) => RichText;
} = {
  approvals_lapsed: () =>
    richText`không còn đủ người đã xác nhận vẫn có quyền xác nhận. Hãy yêu cầu lại bằng ${code('/unlink')}`,
  token_invalid: () =>
    richText`ZCA không chấp nhận token của bot. Nhờ quản trị bot cấp lại ${code('ZCA_API_TOKEN')}`,
  not_allowed: () =>
    richText`token của bot không phải quản trị viên của ZCA này. Nhờ quản trị bot cấp quyền đó`,
  refused: (cause) =>
    cause.message === ''
      ? richText`ZCA từ chối và không nêu lý do`
      : richText`ZCA từ chối: “${cause.message}”`,
  unreachable: (cause) => richText`ZCA không trả lời được (${cause.detail})`,
  too_many_calls: () => richText`ZCA liên tục báo “quá nhiều lượt gọi”`,
  not_the_contract: (cause) => richText`không hiểu được câu trả lời của ZCA (${cause.detail})`,
  still_linked: () => richText`ZCA báo không còn liên kết nhưng vẫn hiện liên kết đó`,
  could_not: (cause) =>
    cause.reason === null
      ? richText`${user(cause.by)} không làm được`
      : richText`${user(cause.by)} không làm được: “${cause.reason}”`,
  stopped: () => richText`bị dừng khi đang gọi`,
  screen_unexpected: (cause) =>
    richText`trang ZCA khác với những gì bot biết (${cause.seen}) nên bot đã dừng lại. Cần có người xem trang đó và bảng nhãn của bot`,
  console_paused: (cause) => pause(cause.why),
  crashed: ({ restored }) =>
    restored
      ? richText`Redis được khôi phục về một bản cũ trong lúc chạy nên bot không gọi thêm lần nào`
      : richText`tác vụ bị gián đoạn quá nhiều lần`,
};

/** Why the bot waits for somebody to log it in to the console. */
export function pause(why: ConsolePause): RichText {
  switch (why) {
    case 'no_session':
      return richText`chưa ai đăng nhập trang ZCA cho bot. Nhờ quản trị bot chạy ${code('npm run console:login')}`;
    case 'logged_out':
      return richText`phiên đăng nhập trang ZCA của bot đã hết. Nhờ quản trị bot chạy ${code('npm run console:login')}`;
    case 'captcha':
      return richText`trang ZCA yêu cầu nhập captcha. Nhờ quản trị bot chạy ${code('npm run console:login')}`;
    case 'busy':
      return richText`bot đang làm việc khác trên trang ZCA. Hãy thử lại sau một phút`;
  }
}

export function outcome<T extends Outcome['type']>(
  what: Extract<Outcome, { type: T }> & { readonly type: T },
): RichText {
  return outcomes[what.type](what);
}

const outcomes: { readonly [T in Outcome['type']]: (what: Extract<Outcome, { type: T }>) => RichText } = {
  unlinked: ({ unconfirmed }) =>
    unconfirmed
      ? richText`không còn liên kết; bot đã gọi lệnh hủy nhưng không biết chắc chính lệnh này đã hủy`
      : richText`đã hủy liên kết; ZCA không còn hiển thị nữa`,
  already_unlinked: () => richText`đã hủy liên kết từ trước; không cần làm gì`,
  reported: (what) =>
    isSeenByZalo(what.zalo)
      ? richText`${user(what.by)} báo đã hủy liên kết`
      : richText`${user(what.by)} báo đã hủy liên kết, chưa kiểm chứng được`,
  changed: (what) => {
    if (what.nameNow === null)
      return richText`không hủy: đã được liên kết lại hoặc thông tin đã đổi sau khi được xác nhận. Hãy yêu cầu lại nếu đúng là mục này`;
    return richText`không hủy: nay tên là “${what.nameNow}”, khác với lúc được xác nhận. Hãy yêu cầu lại nếu đúng là mục này`;
  },
  protected: (what) => richText`không hủy: ${what.message}`,
  refused: (what) =>
    what.message === '' ? richText`ZCA từ chối, không nêu lý do` : richText`ZCA từ chối: “${what.message}”`,
  stopped: (what) =>
    what.by === 'bot'
      ? what.restored
        ? richText`chưa bắt đầu: Redis đã được khôi phục về một bản cũ. Hãy yêu cầu lại nếu vẫn cần`
        : richText`chưa bắt đầu: đã chờ quá lâu sau khi được xác nhận`
      : richText`chưa làm: ${user(what.by)} đã dừng`,
  would_unlink: () => richText`nếu chạy thật sẽ được hủy liên kết; đây chỉ là chạy thử`,
  failed: (what) => {
    if (['could_not', 'approvals_lapsed'].includes(what.cause.type) || isOfRestore(what.cause))
      return richText`chưa làm được: ${failure(what.cause)}. Theo bot biết thì vẫn còn liên kết`;
    return richText`thất bại sau ${what.tries} lần thử: ${failure(what.cause)}. Theo bot biết thì vẫn còn liên kết`;
  },
  unknown: (what) => {
    if (what.linkedAnew !== undefined)
      return richText`chưa chắc chắn: một lệnh gọi của yêu cầu này không có câu trả lời rõ ràng và có thể đã hủy liên kết được xác nhận; ${anewAs(what.linkedAnew)}. Hãy xem trong trang ZCA, và yêu cầu lại nếu cũng cần hủy liên kết này`;
    if (isOfRestore(what.cause))
      return richText`chưa rõ: ${failure(what.cause)}. Hãy xem trong trang ZCA còn liên kết hay không`;
    return richText`chưa rõ sau ${what.tries} lần thử: ${failure(what.cause)}. Hãy xem trong trang ZCA còn liên kết hay không`;
  },
};

/** The asset that is linked now, if it is known. */
function anewAs({ nameNow }: LinkedAnew): string {
  return nameNow === null
    ? 'sau đó mục này đã được liên kết lại hoặc thông tin đã đổi'
    : `sau đó mục này đã được liên kết lại hoặc đổi tên, nay tên là “${nameNow}”`;
}

/** The person and the time: "Minh xác nhận lúc 10:32". */
export function decided({ by, at }: Decision, verb: string): RichText {
  return richText`${by === 'bot' ? richText`bot` : [user(by)]} ${verb} lúc ${{ at }}`;
}

/** A kind as written beside an id. */
export function shortKind(kind: AssetKind): string {
  return kind === 'oa' ? 'OA' : 'Ứng dụng';
}
