import { bold, type Phrase, phrase } from '../../core/phrase.js';
import { type Finished, requestersOf } from '../../core/request.js';
import { doneCount } from '../../core/run-transition.js';
import { assets, outcome, seconds } from '../words/en.js';
import { mentions } from '../words/mentions.js';
import type { ResultTexts } from './texts.js';

export const resultTexts: ResultTexts = {
  summary: (request) => {
    const done = doneCount(request);
    const took = seconds.format((request.endedAt - request.startedAt) / 1000);
    if (request.dryRun)
      return phrase`🧪 ${bold(`${request.id}: dry run over.`)} ${done} of ${assets(request.kind, request.chosen.length)} would have been unlinked; nothing was.`;
    if (request.status === 'succeeded')
      return phrase`✅ ${bold(`${request.id}: done.`)} ${assets(request.kind, done)} unlinked in ${took}.`;
    const mark = request.status === 'partial' ? '⚠️' : '❌';
    return phrase`${mark} ${bold(`${request.id}: ${done} of ${assets(request.kind, request.chosen.length)} unlinked`)} in ${took}.`;
  },
  outcome,
  people,
  inTheFile: (more) => phrase`… and ${more} more in the attached file.`,
  relink: 'How to link again',
  columns: { kind: 'kind', id: 'id', name: 'name', outcome: 'outcome', at: 'at' },
};

function people(request: Finished): Phrase {
  const asked = mentions(requestersOf(request));
  const approved = mentions(request.approvals.map(({ by }) => by));
  const retriedBy = [...new Set(request.retries.map(({ by }) => by))];
  const confirmed = phrase`Asked by ${asked}, confirmed by ${approved}`;
  return retriedBy.length === 0
    ? phrase`${confirmed}.`
    : phrase`${confirmed}, tried again by ${mentions(retriedBy)}.`;
}
