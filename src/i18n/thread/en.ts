import { bold, code, richText, user } from '../../core/messages/rich-text.js';
import { manualTaskOf, openManualTasks } from '../../core/request/manual-task.js';
import { decisionOf, isUnseen, peopleIn, requestersOf } from '../../core/request/request.js';
import { assets, counted } from '../words/en.js';
import { mentions } from '../words/mentions.js';
import type { ThreadTexts } from './texts.js';

export const threadTexts: ThreadTexts = {
  reminder: ({ id, expiresAt }, approvers) =>
    richText`⏰ ${mentions(approvers)}: ${bold(id)} is still waiting for a decision. It expires at ${{ at: expiresAt }}.`,
  workReminder: (request, operators) => {
    const { taken } = manualTaskOf(request);
    const left = assets(request.kind, openManualTasks(request).length);
    return taken === null
      ? richText`⏰ ${mentions(operators)}: nobody has taken ${bold(request.id)} yet; ${left} to be unlinked by hand.`
      : richText`⏰ ${user(taken.by)}: ${left} of ${bold(request.id)} still to be unlinked by hand. If you cannot get to it, give it back; another operator can also take it over.`;
  },
  approversUnreachable: (request, people) =>
    richText`📵 ${mentions(requestersOf(request))}: nobody can approve ${bold(request.id)} as it is, because no message reaches ${mentions(people)} in Zalo. Please ask them to write to the bot in Zalo; it then sends them the request. It expires at ${{ at: request.expiresAt }}.`,
  requesterAdded: ({ user: other, reason }) =>
    reason === null
      ? richText`${user(other)} asked for the same and was added to this request.`
      : richText`${user(other)} asked for the same and was added to this request: ${reason}`,
  listChanged: (request) =>
    richText`⚠️ ${mentions(request.dropped)}: what ${bold(request.id)} would unlink has changed since you approved it, so your approval no longer counts and nothing was unlinked. Please look at the card again.`,
  quorumReached: (request) => {
    const given = request.approvals.map(({ by }) => by);
    return richText`✔️ ${mentions(peopleIn(request))}: ${bold(request.id)} needs fewer approvals now, so ${given.length === 1 ? 'that' : 'those'} of ${mentions(given)} ${given.length === 1 ? 'is' : 'are'} enough and it is confirmed. Until it begins, it can be stopped on the card.`;
  },
  approvalLapsed: (request, { by, needed, late, restored }) => {
    if (restored)
      return richText`↩️ ${mentions([...new Set([...requestersOf(request), ...by])])}: Redis, where the bot keeps its requests, was restored to an older state, so what was decided about ${bold(request.id)} after that may be lost. It is waiting for approval; please confirm, reject or cancel it again on its card.`;
    if (late)
      return richText`⌛ ${mentions([...new Set([...requestersOf(request), ...by])])}: ${bold(request.id)} could not begin in time after ${mentions(by)} confirmed it, so nothing was unlinked. It is waiting for approval again.`;
    const why =
      by.length === 0
        ? richText`${counted(needed, 'approval is', 'approvals are')} needed now`
        : richText`${mentions(by)} may no longer approve it`;
    return richText`⚠️ ${mentions(requestersOf(request))}: ${why}, so ${bold(request.id)} was not run. It is waiting for another approver.`;
  },
  leftOut: ({ id }, { asset, users }) =>
    richText`ℹ️ ${mentions(users)}: ${bold(id)} has ended without ${bold(asset.name)} (${code(asset.id)}), so nothing was done about it. If it is still needed, ask again.`,
  askAgain: (name) => `Ask again: ${name}`,
  cancelled: (request) => {
    const by = decisionOf(request)?.by ?? 'bot';
    if (isUnseen(request))
      return richText`🚫 ${mentions(request.others.map((other) => other.user))}: I cancelled ${bold(request.id)} because I could not post its card in ${{ channel: request.channel }}. Nothing was unlinked.`;
    if (by === 'bot')
      return richText`${mentions(requestersOf(request))}: nothing on the list of ${bold(request.id)} can still be unlinked. There is nothing to do.`;
    const why = request.status === 'cancelled' ? request.why : null;
    const did = why === null ? 'cancelled' : why.type === 'stopped' ? 'stopped' : 'rejected';
    const said = why?.type !== 'said' ? '.' : why.text === null ? '; no reason given.' : `: “${why.text}”`;
    return richText`🚫 ${mentions(requestersOf(request))}: ${user(by)} ${did} ${bold(request.id)}${said}`;
  },
  resultLost: (request) =>
    richText`⚠️ ${mentions(requestersOf(request))}: ${bold(request.id)} has ended, but its result could not be posted here. ${code(`/unlink status ${request.id}`)} shows it.`,
  expired: (request) =>
    richText`⌛ ${mentions(requestersOf(request))}: ${bold(request.id)} was not confirmed in time. Ask again if it is still needed.`,
};
