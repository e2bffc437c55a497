import { bold, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { isStoppedByRestore } from '../../core/request/after-restore.js';
import type { ZaloSide, ZaloTrouble } from '../../core/request/outcome.js';
import { type Finished, requestersOf } from '../../core/request/request.js';
import { alreadyUnlinkedCount, doneCount } from '../../core/request/run-outcomes.js';
import { stopOf } from '../../core/request/stop-transition.js';
import { csvSeparators } from '../../core/text/csv-field.js';
import { doneMark } from '../words/done-mark.js';
import { mentions } from '../words/mentions.js';
import { assets, duration, outcome, stopTooLate, unlinkedOf } from '../words/vi.js';
import type { ResultTexts } from './texts.js';

export const resultTexts: ResultTexts = {
  summary: (request) => {
    const done = doneCount(request);
    // The time means nothing for a run that had nothing to unlink.
    const took =
      done === alreadyUnlinkedCount(request) ? '' : ` trong ${duration(request.endedAt - request.startedAt)}`;
    if (request.dryRun) {
      const over =
        stopped(request, 'lần chạy thử này') ?? richText`🧪 ${bold(`${request.id}: chạy thử xong.`)}`;
      return richText`${over} Nếu chạy thật sẽ hủy liên kết ${done}/${assets(request.kind, request.chosen.length)}; chưa hủy gì.${stopTooLate(request)}`;
    }
    if (request.status === 'succeeded')
      return richText`${doneMark(request)} ${bold(`${request.id} đã xong`)}: ${unlinkedOf(request)}${took}.${stopTooLate(request)}`;
    const head = stopped(request, null);
    if (head !== null) return richText`${head} Kết quả: ${unlinkedOf(request)}${took}.`;
    const mark = request.status === 'partial' ? '⚠️' : '❌';
    return richText`${mark} ${bold(`${request.id}: ${unlinkedOf(request)}`)}${took}.${stopTooLate(request)}`;
  },
  outcome,
  zalo,
  people,
  inTheFile: (more) => richText`… và ${more} mục nữa trong tệp đính kèm.`,
  picture: (stage, { kind, id, name, requestId }) => {
    const asset = `${kind === 'oa' ? 'OA' : 'ứng dụng'} ${name === '' ? id : `${name} (${id})`}`;
    const shows = {
      row: `dòng của ${asset} trong danh sách, trước khi bấm`,
      dialog: `hộp thoại hỏi có hủy liên kết ${asset} không, trước khi xác nhận`,
      gone: `danh sách không còn ${asset}, sau khi hủy liên kết`,
    };
    return `Trang ZCA, cho ${requestId}: ${shows[stage]}.`;
  },
  evidence: (requestId) =>
    `📷 Ảnh chụp trang ZCA, cho ${requestId}: từng dòng trước khi bấm, hộp thoại trước khi xác nhận, và danh sách sau đó.`,
  pictureTitle: (stage, number, name) =>
    `${name}: ${number} ${{ row: 'dòng trong danh sách', dialog: 'hộp thoại', gone: 'không còn' }[stage]}`,
  relink: 'Cách liên kết lại',
  forReal: 'Chạy thật',
  sureForReal: {
    title: 'Yêu cầu hủy liên kết thật?',
    text: (kind, count) =>
      `Sẽ tạo yêu cầu mới của bạn để hủy liên kết ${assets(kind, count)}. Chưa hủy gì cho đến khi người duyệt xác nhận.`,
    confirm: 'Gửi yêu cầu',
    deny: 'Quay lại',
  },
  fieldSeparator: csvSeparators.vi,
  columns: { kind: 'loại', id: 'ID', name: 'tên', outcome: 'kết quả', at: 'lúc' },
};

function stopped(request: Finished, what: string | null): RichText | null {
  const stop = stopOf(request);
  if (stop === null) return null;
  const object = what === null ? '' : ` ${what}`;
  if (isStoppedByRestore(request))
    return richText`↩️ ${bold(`${request.id}: đã dừng${object}`)} vì Redis được khôi phục về một bản cũ.`;
  return stop.by === 'bot'
    ? richText`⌛ ${bold(`${request.id}: không bắt đầu${object} kịp`)} sau khi được xác nhận.`
    : richText`✋ ${bold(`${request.id}:`)} ${user(stop.by)} ${bold(`đã dừng${object}.`)}`;
}

function people(request: Finished): RichText {
  const asked = mentions(requestersOf(request));
  const approved = mentions(request.approvals.map(({ by }) => by));
  const retriedBy = [...new Set(request.retries.map(({ by }) => by))];
  const confirmed = richText`${asked} yêu cầu, ${approved} xác nhận`;
  return retriedBy.length === 0
    ? richText`${confirmed}.`
    : richText`${confirmed}, ${mentions(retriedBy)} cho thử lại.`;
}

function zalo(side: ZaloSide): RichText {
  if (side.type === 'unreadable') return richText`Chưa hỏi được chính Zalo: ${trouble(side.why)}.`;
  const { before, now } = side;
  if (before === null)
    return now === ''
      ? richText`Chính Zalo không hiện ZCA nào cho OA này; không rõ trước đó hiện gì.`
      : richText`Chính Zalo hiện ZCA “${now}” cho OA này; không rõ trước đó hiện gì.`;
  if (before === now)
    return now === ''
      ? richText`Trước đó chính Zalo cũng không hiện ZCA nào cho OA này, nên không nói lên điều gì về liên kết này.`
      : richText`⚠️ Chính Zalo vẫn hiện ZCA như trước cho OA này: “${now}”. Không rõ bao lâu thì đổi; hãy xem lại sau.`;
  if (now === '') return richText`Chính Zalo không còn hiện ZCA cho OA này nữa; trước đó hiện “${before}”.`;
  return before === ''
    ? richText`⚠️ Nay chính Zalo hiện ZCA “${now}” cho OA này; trước đó không hiện ZCA nào.`
    : richText`⚠️ Nay chính Zalo hiện một ZCA khác cho OA này: “${now}” thay vì “${before}”.`;
}

function trouble(why: ZaloTrouble): string {
  switch (why.type) {
    case 'no_answer':
      return 'Zalo không trả lời';
    case 'token':
      return 'Zalo không chấp nhận token của OA này (ZALO_OA_TOKENS)';
    case 'other_oa':
      return 'token khai cho OA này là của OA khác (ZALO_OA_TOKENS)';
    case 'refused':
      return `Zalo từ chối với mã ${why.code}`;
    case 'not_understood':
      return 'không hiểu được câu trả lời';
  }
}
