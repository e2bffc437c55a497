import type { webApi } from '@slack/bolt';
import type { Asset, AssetKind } from '../../../../core/asset/asset.js';
import type { SubmittedCommand } from '../../../../core/command/submitted-command.js';
import type { PrivateMessage } from '../../../../core/messages/private-message.js';
import { collapseBlanks } from '../../../../core/text/normalize.js';
import { countCommand, enqueueCommand } from '../../../../flow/submit.js';
import { withTimeout } from '../../../../shared/with-timeout.js';
import { isAbsentFrom } from '../../outbound/absence.js';
import type { InboundPorts } from '../inbound-ports.js';
import { deliveryHash } from '../payloads.js';
import { linkProblems, type Problems, problemsOf, queriesIn } from './form-checks.js';
import { type FormAnswer, knownTimeoutMs, newestTimeoutMs, previewOf, refusal } from './form-preview.js';
import { redrawnForm } from './form-redraw.js';
import { type FormValues, filledIn } from './form-values.js';
import { formFields, formPolicy, renderForm } from './form-view.js';
import { rejectedProblem } from './rejected-submission.js';

/** Of Slack's three seconds, the time a submitted form may spend reading; it does without what comes later. */
const readingMs = newestTimeoutMs + knownTimeoutMs;

/** Queues the form's request. Returns what to show instead of closing the form; null once it is queued. */
export async function submitForm(
  sent: FormValues,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<FormAnswer | null> {
  const until = ports.now() + readingMs;
  const leftForNewest = () => Math.max(0, until - ports.now() - knownTimeoutMs);
  const [messages, read] = await Promise.all([
    ports.messagesOf(sent.user),
    ports.readable(sent.reason ?? ''),
  ]);
  const values = { ...sent, reason: collapseBlanks(read) || null };
  // The person changed the kind and submitted before the redraw.
  if (values.picked === null)
    return { response_action: 'update', view: await redrawnForm(values, messages, ports) };
  const { problem } = messages.dialog;
  const policy = formPolicy(values, ports.policies);
  const atOnce = problemsOf(values, policy, messages);
  if (isAny(atOnce)) return refusal(atOnce);
  const preview = await previewOf(values, messages, leftForNewest(), ports);
  if (preview !== null) return preview;
  const asked = askOf(values, ports.now());
  // Count before reading the newest list, which costs others.
  const over = await countCommand(asked, values.sending, ports);
  if (over !== null) return notTaken(over.note);
  const where = values.place?.channel ?? values.channel ?? '';
  const [isAbsent, linked] = await Promise.all([
    isAbsentFrom(where, client),
    newest(values.kind, leftForNewest(), ports),
  ]);
  if (isAbsent && values.place === null)
    return refusal({ [formFields.channel.block]: problem.channelWithoutBot });
  // The bot was removed from the channel while the form was open: keep the values and ask for a channel.
  if (isAbsent)
    return {
      response_action: 'update',
      view: renderForm({ ...values, place: null }, messages, ports.policies, filledIn(values)),
    };
  const wrong = linked === null ? {} : linkProblems(values, linked, policy, problem);
  if (isAny(wrong)) return refusal(wrong);
  const unrecorded = await enqueueCommand(asked, ports);
  return unrecorded === null ? null : notTaken(unrecorded.note);

  function notTaken(note: PrivateMessage): FormAnswer {
    const said = rejectedProblem(note, ports.now(), problem);
    return refusal({ [formFields.assets(values.kind).block]: said });
  }
}

function isAny(problems: Problems): boolean {
  return Object.keys(problems).length > 0;
}

/**
 * The linked assets now, or else the cached ones; null when neither comes in time, which leaves the check to the
 * look-up.
 */
async function newest(
  kind: AssetKind,
  timeoutMs: number,
  { linked, log }: InboundPorts,
): Promise<readonly Asset[] | null> {
  const inTime = async (timeoutMs: number, list: Promise<readonly Asset[]>) => {
    const answer = await withTimeout(timeoutMs, list).catch((error: unknown) => String(error));
    if (typeof answer !== 'string') return answer;
    log.warn('form.list_stale', 'checked the form without the newest list of assets', { kind, why: answer });
    return null;
  };
  // If the preview has used up the wait for the newest list, do not wait again.
  const now = timeoutMs > 0 ? await inTime(timeoutMs, linked.now(kind)) : null;
  return now ?? inTime(knownTimeoutMs, linked.recent(kind));
}

/**
 * The delivery hash covers the values, so the same form submitted twice is one request unless something was changed.
 */
function askOf(values: FormValues, askedAt: number): SubmittedCommand {
  const { kind, reason, dryRun, user, viewId, place } = values;
  const queries = queriesIn(values);
  const channel = place?.channel ?? values.channel ?? '';
  const says = JSON.stringify([kind, queries, reason, dryRun, channel]);
  return {
    delivery: deliveryHash('view', `${viewId} ${says}`),
    command: { type: 'unlink', kind, queries, reason, dryRun },
    requester: user,
    channel,
    thread: place?.thread ?? null,
    askedAt,
  };
}
