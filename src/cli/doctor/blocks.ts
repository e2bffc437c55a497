import { z } from 'zod';
import { renderDigits } from '../../chat/slack/inbound/dialogs/digits-view.js';
import { renderForm } from '../../chat/slack/inbound/dialogs/form-view.js';
import { renderReject } from '../../chat/slack/inbound/dialogs/reject.js';
import { renderAlert } from '../../chat/slack/messages/alert-message.js';
import { renderCard } from '../../chat/slack/messages/card.js';
import { renderHome } from '../../chat/slack/messages/home.js';
import { renderPrivateMessage } from '../../chat/slack/messages/private-message.js';
import { renderResult } from '../../chat/slack/messages/result.js';
import type { Config } from '../../config/schema.js';
import { runEffect } from '../../core/request/confirm-effect.js';
import type { Policy } from '../../core/request/policy.js';
import { locales, type Messages } from '../../i18n/messages.js';
import { messagesFor } from '../../i18n/messages-for.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { sampleAssets, sampleFinished, samplePending, sampleRequests } from './sample-requests.js';
import { type CallSlack, slackCalls } from './slack-calls.js';

/** So many are checked at once: Slack limits calls a minute. */
const atOnce = 4;

/** A surface by its name, and the part of it that Slack validates. */
interface Surface {
  readonly name: string;
  readonly body: { readonly blocks: unknown } | { readonly view: unknown };
}

/** Has Slack validate a sample of every card, message and dialog, in each language. Posts nothing. */
export async function checkBlocks(config: Config): Promise<readonly Finding[]> {
  if (!config.slack.isUsed) return [ok('slack_off')];
  const call = slackCalls(config.slack.botToken, config);
  const surfaces = locales.flatMap((locale) => surfacesIn(locale, messagesFor(locale), config.policy.base));
  const findings: Finding[] = [];
  for (let at = 0; at < surfaces.length; at += atOnce) {
    const answers = await Promise.all(surfaces.slice(at, at + atOnce).map((each) => validated(each, call)));
    const over = answers.find(({ code }) => code !== null && !refusals.includes(code))?.code;
    if (over === 'unknown_method') return [warning('blocks_unknown')];
    if (over != null)
      return [...findings, warning('blocks_unfinished', { checked: at, of: surfaces.length, code: over })];
    findings.push(
      ...answers.flatMap(({ code, name, errors }) =>
        code === null ? [] : [failed('blocks_wrong', { surface: name, errors })],
      ),
    );
  }
  return findings.length === 0 ? [ok('blocks_fine', { surfaces: surfaces.length })] : findings;
}

/** Slack's codes for blocks that it would not show. */
const refusals = ['invalid_blocks', 'invalid_arguments', 'invalid_view', 'invalid_blocks_format'];

const errorsIn = z.object({ errors: z.array(z.unknown()) });
/** More say the same. */
const mostErrors = 3;

async function validated({ name, body }: Surface, call: CallSlack) {
  const [field, value] = Object.entries(body)[0] ?? ['blocks', []];
  const answer = await call('blocks.validate', { [field]: JSON.stringify(value) });
  if (answer.ok) return { name, code: null, errors: [] };
  const errors = errorsIn.safeParse(answer.fields).data?.errors ?? [];
  return { name, code: answer.code, errors: [answer.code, ...errors.map(String)].slice(0, mostErrors) };
}

function surfacesIn(locale: string, messages: Messages, policy: Policy): readonly Surface[] {
  const facts = { policy, eligible: 2, byHand: false, zcaIsBusy: false };
  const message = (name: string, { blocks }: { readonly blocks: unknown }): Surface => ({
    name: `${name} (${locale})`,
    body: { blocks },
  });
  const dialog = (name: string, view: unknown): Surface => ({ name: `${name} (${locale})`, body: { view } });
  const place = { channel: 'C0123456789', thread: null };
  const request = samplePending();
  const seen = { requestId: request.id, listRevision: 1, ticked: null, place };
  return [
    ...sampleRequests().map((each) => message(`card ${each.status}`, renderCard(each, facts, messages))),
    ...(['succeeded', 'partial', 'failed'] as const).map((status) =>
      message(`result ${status}`, renderResult(sampleFinished(status), messages)),
    ),
    message('help', renderPrivateMessage({ type: 'help' }, messages)),
    message('alert', renderAlert({ type: 'no_worker' }, { since: 0, isLast: true }, null, messages)),
    dialog(
      'form',
      renderForm({ kind: 'oa', place: null, channel: null, kept: [], understood: null }, messages, {
        base: policy,
        rules: [],
      }),
    ),
    dialog('reject', renderReject({ requestId: request.id, listRevision: 1, place }, messages)),
    dialog(
      'digits',
      renderDigits(
        seen,
        { request, assets: sampleAssets, toType: sampleAssets, effect: runEffect(false, false) },
        messages,
      ),
    ),
    dialog(
      'home',
      renderHome(
        {
          user: request.requester,
          toDecide: [{ request, policy }],
          moreToDecide: 0,
          permissionUnreadable: false,
          own: [{ request, policy }],
          past: null,
        },
        messages,
      ),
    ),
  ];
}
