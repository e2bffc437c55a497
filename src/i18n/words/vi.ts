import type { AssetKind } from '../../core/asset.js';
import type { ConsolePause, FailureCause, Outcome } from '../../core/outcome.js';
import { code, type Phrase, phrase, user } from '../../core/phrase.js';
import type { Decision } from '../../core/request.js';

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

export function failure(cause: FailureCause): Phrase {
  switch (cause.type) {
    case 'token_invalid':
      return phrase`ZCA không chấp nhận token của bot. Nhờ quản trị bot cấp lại ${code('ZCA_API_TOKEN')}`;
    case 'not_allowed':
      return phrase`token của bot không phải quản trị viên của ZCA này. Nhờ quản trị bot cấp quyền đó`;
    case 'refused':
      return cause.message === ''
        ? phrase`ZCA từ chối và không nêu lý do`
        : phrase`ZCA từ chối: “${cause.message}”`;
    case 'unreachable':
      return phrase`ZCA không trả lời được (${cause.detail})`;
    case 'too_many_calls':
      return phrase`ZCA liên tục báo “quá nhiều lượt gọi”`;
    case 'not_the_contract':
      return phrase`không hiểu được câu trả lời của ZCA (${cause.detail})`;
    case 'still_linked':
      return phrase`ZCA báo không còn liên kết nhưng vẫn hiện liên kết đó`;
    case 'stopped':
      return phrase`bị dừng khi đang gọi`;
    case 'screen_unexpected':
      return phrase`trang ZCA khác với những gì bot biết (${cause.seen}) nên bot đã dừng lại. Cần có người xem trang đó và bảng nhãn của bot`;
    case 'console_paused':
      return pause(cause.why);
    case 'crashed':
      return phrase`công việc bị đứt giữa chừng`;
  }
}

function pause(why: ConsolePause): Phrase {
  switch (why) {
    case 'no_session':
      return phrase`chưa ai đăng nhập trang ZCA cho bot. Nhờ quản trị bot chạy ${code('npm run console:login')}`;
    case 'logged_out':
      return phrase`phiên đăng nhập trang ZCA của bot đã hết. Nhờ quản trị bot chạy ${code('npm run console:login')}`;
    case 'captcha':
      return phrase`trang ZCA đòi nhập captcha. Nhờ quản trị bot chạy ${code('npm run console:login')}`;
    case 'busy':
      return phrase`bot đang làm việc khác trên trang ZCA. Hãy thử lại sau một phút`;
  }
}

export function outcome(what: Outcome): Phrase {
  switch (what.type) {
    case 'unlinked':
      return phrase`đã hủy liên kết; ZCA không còn hiển thị nữa`;
    case 'already_unlinked':
      return phrase`đã hủy liên kết từ trước; không cần làm gì`;
    case 'changed':
      if (what.nameNow === null)
        return phrase`không hủy: đã được liên kết lại hoặc thông tin đã đổi sau khi duyệt. Hãy yêu cầu lại nếu đúng là nó`;
      return phrase`không hủy: nay tên là “${what.nameNow}”, khác với lúc được duyệt. Hãy yêu cầu lại nếu đúng là nó`;
    case 'protected':
      return phrase`không hủy: ${what.message}`;
    case 'refused':
      return what.message === ''
        ? phrase`ZCA từ chối, không nêu lý do`
        : phrase`ZCA từ chối: “${what.message}”`;
    case 'stopped':
      return phrase`chưa làm: ${user(what.by)} đã dừng`;
    case 'would_unlink':
      return phrase`nếu chạy thật sẽ được hủy liên kết; đây chỉ là chạy thử`;
    case 'failed':
      return phrase`thất bại sau ${what.tries} lần thử: ${failure(what.cause)}. Theo bot biết thì vẫn còn liên kết`;
    case 'unknown':
      return phrase`chưa rõ sau ${what.tries} lần thử: ${failure(what.cause)}. Hãy xem trong trang ZCA còn liên kết hay không`;
  }
}

/** Who did it and when: "Minh xác nhận lúc 10:32". */
export function decided({ by, at }: Decision, verb: string): Phrase {
  return phrase`${by === 'bot' ? phrase`bot` : [user(by)]} ${verb} lúc ${{ at }}`;
}

/** A kind as it stands beside an id. */
export function shortKind(kind: AssetKind): string {
  return kind === 'oa' ? 'OA' : 'Ứng dụng';
}
