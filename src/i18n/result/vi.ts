import { bold, type Phrase, phrase } from '../../core/phrase.js';
import { type Finished, requestersOf } from '../../core/request.js';
import { doneCount } from '../../core/run-transition.js';
import { mentions } from '../words/mentions.js';
import { assets, outcome, seconds } from '../words/vi.js';
import type { ResultTexts } from './texts.js';

export const resultTexts: ResultTexts = {
  summary: (request) => {
    const done = doneCount(request);
    const took = seconds.format((request.endedAt - request.startedAt) / 1000);
    if (request.dryRun)
      return phrase`🧪 ${bold(`${request.id}: chạy thử xong.`)} Nếu chạy thật sẽ hủy liên kết ${done}/${assets(request.kind, request.chosen.length)}; chưa hủy gì.`;
    if (request.status === 'succeeded')
      return phrase`✅ ${bold(`${request.id}: xong.`)} Đã hủy liên kết ${assets(request.kind, done)} trong ${took}.`;
    const mark = request.status === 'partial' ? '⚠️' : '❌';
    return phrase`${mark} ${bold(`${request.id}: đã hủy liên kết ${done}/${assets(request.kind, request.chosen.length)}`)} trong ${took}.`;
  },
  outcome,
  people,
  inTheFile: (more) => phrase`… và ${more} mục nữa trong tệp đính kèm.`,
  relink: 'Cách liên kết lại',
  columns: { kind: 'loại', id: 'ID', name: 'tên', outcome: 'kết quả', at: 'lúc' },
};

function people(request: Finished): Phrase {
  const asked = mentions(requestersOf(request));
  const approved = mentions(request.approvals.map(({ by }) => by));
  const retriedBy = [...new Set(request.retries.map(({ by }) => by))];
  const confirmed = phrase`${asked} yêu cầu, ${approved} xác nhận`;
  return retriedBy.length === 0
    ? phrase`${confirmed}.`
    : phrase`${confirmed}, ${mentions(retriedBy)} cho thử lại.`;
}
