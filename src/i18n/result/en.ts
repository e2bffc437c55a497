import { bold, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { isStoppedByRestore } from '../../core/request/after-restore.js';
import type { ZaloSide, ZaloTrouble } from '../../core/request/outcome.js';
import { type Finished, requestersOf } from '../../core/request/request.js';
import { alreadyUnlinkedCount, doneCount } from '../../core/request/run-outcomes.js';
import { stopOf } from '../../core/request/stop-transition.js';
import { csvSeparators } from '../../core/text/csv-field.js';
import { doneMark } from '../words/done-mark.js';
import { assets, duration, outcome, stopTooLate, unlinkedOf } from '../words/en.js';
import { mentions } from '../words/mentions.js';
import type { ResultTexts } from './texts.js';

export const resultTexts: ResultTexts = {
  summary: (request) => {
    const done = doneCount(request);
    // The time means nothing for a run that had nothing to unlink.
    const took =
      done === alreadyUnlinkedCount(request) ? '' : ` in ${duration(request.endedAt - request.startedAt)}`;
    if (request.dryRun) {
      const over = stopped(request, 'dry run') ?? richText`🧪 ${bold(`${request.id}: dry run over.`)}`;
      return richText`${over} ${done} of ${assets(request.kind, request.chosen.length)} would have been unlinked; nothing was.${stopTooLate(request)}`;
    }
    if (request.status === 'succeeded')
      return richText`${doneMark(request)} ${bold(`${request.id}: done.`)} ${unlinkedOf(request)}${took}.${stopTooLate(request)}`;
    const head = stopped(request, null);
    if (head !== null) return richText`${head} ${unlinkedOf(request)}${took}.`;
    const mark = request.status === 'partial' ? '⚠️' : '❌';
    return richText`${mark} ${bold(`${request.id}: ${unlinkedOf(request)}`)}${took}.${stopTooLate(request)}`;
  },
  outcome,
  zalo,
  people,
  inTheFile: (more) => richText`… and ${more} more in the attached file.`,
  picture: (stage, { kind, id, name, requestId }) => {
    const asset = `the ${kind === 'oa' ? 'OA' : 'app'} ${name === '' ? id : `${name} (${id})`}`;
    const shows = {
      row: `the row of ${asset} in the list, before it was pressed`,
      dialog: `the dialog that asks whether to unlink ${asset}, before it was confirmed`,
      gone: `the list without ${asset}, after it was unlinked`,
    };
    return `The ZCA console, for ${requestId}: ${shows[stage]}.`;
  },
  evidence: (requestId) =>
    `📷 Pictures of the ZCA console, for ${requestId}: each row before it was pressed, the dialog before it was confirmed, and the list afterwards.`,
  pictureTitle: (stage, number, name) =>
    `${name}: ${number} ${{ row: 'row', dialog: 'dialog', gone: 'gone' }[stage]}`,
  relink: 'How to link again',
  forReal: 'Run it for real',
  sureForReal: {
    title: 'Ask for this for real?',
    text: (kind, count) =>
      `This makes a new request of yours to unlink ${assets(kind, count)}. Nothing is unlinked until an approver confirms it.`,
    confirm: 'Ask to unlink',
    deny: 'Go back',
  },
  fieldSeparator: csvSeparators.en,
  columns: { kind: 'kind', id: 'id', name: 'name', outcome: 'outcome', at: 'at' },
};

function stopped(request: Finished, what: string | null): RichText | null {
  const stop = stopOf(request);
  if (stop === null) return null;
  const named = `${request.id}:${what === null ? '' : ` ${what}`}`;
  if (isStoppedByRestore(request))
    return richText`↩️ ${bold(`${named} stopped`)}, since Redis was restored to an older state.`;
  return stop.by === 'bot'
    ? richText`⌛ ${bold(`${named} not begun in time`)} after it was confirmed.`
    : richText`✋ ${bold(`${named} stopped`)} by ${user(stop.by)}.`;
}

function people(request: Finished): RichText {
  const asked = mentions(requestersOf(request));
  const approved = mentions(request.approvals.map(({ by }) => by));
  const retriedBy = [...new Set(request.retries.map(({ by }) => by))];
  const confirmed = richText`Asked by ${asked}, confirmed by ${approved}`;
  return retriedBy.length === 0
    ? richText`${confirmed}.`
    : richText`${confirmed}, tried again by ${mentions(retriedBy)}.`;
}

function zalo(side: ZaloSide): RichText {
  if (side.type === 'unreadable') return richText`Zalo itself could not be asked: ${trouble(side.why)}.`;
  const { before, now } = side;
  if (before === null)
    return now === ''
      ? richText`Zalo itself shows no ZCA for this OA; what it showed before is not known.`
      : richText`Zalo itself shows the ZCA “${now}” for this OA; what it showed before is not known.`;
  if (before === now)
    return now === ''
      ? richText`Zalo itself showed no ZCA for this OA before either, so it says nothing about this link.`
      : richText`⚠️ Zalo itself still shows the same ZCA for this OA as before: “${now}”. How soon it changes is not known; please look again.`;
  if (now === '')
    return richText`Zalo itself no longer shows a ZCA for this OA; before, it showed “${before}”.`;
  return before === ''
    ? richText`⚠️ Zalo itself now shows the ZCA “${now}” for this OA; before, it showed none.`
    : richText`⚠️ Zalo itself now shows another ZCA for this OA: “${now}” instead of “${before}”.`;
}

function trouble(why: ZaloTrouble): string {
  switch (why.type) {
    case 'no_answer':
      return 'it did not answer';
    case 'token':
      return 'it does not accept this OA’s token (ZALO_OA_TOKENS)';
    case 'other_oa':
      return 'the token given for this OA belongs to another one (ZALO_OA_TOKENS)';
    case 'refused':
      return `it refused with the code ${why.code}`;
    case 'not_understood':
      return 'its answer was not understood';
  }
}
