import { randomUUID } from 'node:crypto';
import type { App, types, webApi } from '@slack/bolt';
import { z } from 'zod';
import { type Asset, type AssetKind, assetKinds } from '../../../../core/asset/asset.js';
import { commandLimits, type Filled } from '../../../../core/command/command.js';
import type { SubmittedCommand } from '../../../../core/command/submitted-command.js';
import { matchInSteps } from '../../../../core/matching/match.js';
import type { PrivateMessage } from '../../../../core/messages/private-message.js';
import { isDirect } from '../../../../core/request/permission.js';
import { collapseBlanks } from '../../../../core/text/normalize.js';
import { queryOverBudget } from '../../../../flow/over-budget.js';
import { countCommand, enqueueCommand } from '../../../../flow/submit.js';
import type { Messages } from '../../../../i18n/messages.js';
import { inSlices } from '../../../../shared/in-slices.js';
import { withTimeout } from '../../../../shared/with-timeout.js';
import { actionIds } from '../../messages/card-controls.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths } from '../../messages/limits.js';
import { renderPrivateMessage } from '../../messages/private-message.js';
import { isAbsentFrom } from '../../outbound/absence.js';
import { tryToPostPrivately } from '../../outbound/post-privately.js';
import type { InboundPorts } from '../inbound-ports.js';
import { deliveryHash, slackId } from '../payloads.js';
import { linkProblems, type Problems, problemsOf, queriesIn } from './form-checks.js';
import { hashOfPasted, understoodLines } from './form-pasted.js';
import {
  type FormAnswer,
  knownTimeoutMs,
  newestTimeoutMs,
  previewOf,
  readPasted,
  refusal,
} from './form-preview.js';
import { type FormValues, filledIn, readForm } from './form-values.js';
import { type Filling, type FormState, formFields, formPolicy, formView, renderForm } from './form-view.js';
import { tellInvalidSubmission } from './invalid-submission.js';
import { type Opening, openView } from './open-view.js';
import { assetOptions } from './picker.js';
import { rejectedProblem } from './rejected-submission.js';
import type { Place } from './submission.js';

/** The global shortcut's callback id, as in the app manifest. */
export const shortcutId = 'unlink_asset';

/** Of Slack's three seconds, the time a submitted form may spend reading; it does without what comes later. */
const readingMs = newestTimeoutMs + knownTimeoutMs;
/** A picker waits this long for a list that is not cached; Slack's limit is three seconds. */
const pickerTimeoutMs = 2_500;

/**
 * Opens the request form in the person's language. `place` is where the card will be posted; if it is null or the bot
 * cannot post there, the form asks for a channel. Returns whether it opened, so that the caller can tell the person;
 * never throws.
 */
export async function openForm(
  opening: Opening,
  { place, filled = null }: { readonly place: Place | null; readonly filled?: Filled | null },
  ports: InboundPorts,
): Promise<boolean> {
  const { client, user } = opening;
  const [isAbsent, messages] = await Promise.all([
    place !== null && isAbsentFrom(place.channel, client),
    ports.messagesOf(user),
  ]);
  const isElsewhere = isAbsent || (place !== null && isDirect(place.channel));
  const kind = filled?.kind ?? 'oa';
  const filling = fillingOf(filled);
  const { pasted = '' } = filling;
  const asked = { kind, pasted, picked: [], user, channel: place?.channel ?? null };
  const read = await readPasted(asked, knownTimeoutMs, ports);
  const isUnderstood = read !== null && read.missed.length === 0;
  const state: FormState = {
    ...{ kind, place: isElsewhere ? null : place, channel: null, kept: [] },
    understood: isUnderstood ? hashOfPasted(pasted, kind, true) : null,
  };
  const lines = isUnderstood ? understoodLines(read, messages) : [];
  const view = renderForm(state, messages, ports.policies, { ...filling, lines });
  const opened = await openView(opening, view, ports.log);
  // Have the list cached by the time the person types.
  if (opened) for (const kind of assetKinds) warmUp(kind, ports);
  return opened;
}

function fillingOf(filled: Filled | null): Filling {
  if (filled === null) return {};
  const { queries, reason, dryRun } = filled;
  return { pasted: queries.join('\n'), ...(reason === null ? {} : { reason }), dryRun };
}

/** Handles the global shortcut, its button in the App Home, and everything that happens in the form. */
export function onForm(app: App, ports: InboundPorts): void {
  app.shortcut({ type: 'shortcut', callback_id: shortcutId }, async ({ body, ack, client }) => {
    await ack();
    await openFromShortcut(body, client, ports);
  });
  app.action(actionIds.newRequest, async ({ body, ack, client }) => {
    await ack();
    await openFromShortcut(body, client, ports);
  });
  for (const { action } of [formFields.kind, formFields.channel]) {
    app.action(action, async ({ body, ack, client }) => {
      await ack();
      await redraw(body, client, ports);
    });
  }
  app.options(pickerAction, async ({ body, ack }) => {
    await ack({ options: await offer(body, ports) });
  });
  app.view(formView, async ({ body, ack, client }) => {
    const values = readForm(body);
    if (values === null) {
      await ack();
      return tellInvalidSubmission(body, client, ports);
    }
    const answer = await submit(values, client, ports);
    await (answer === null ? ack() : ack(answer));
  });
}

const shortcut = z.object({ user: z.object({ id: slackId }), trigger_id: z.string().min(1) });

async function openFromShortcut(body: unknown, client: webApi.WebClient, ports: InboundPorts): Promise<void> {
  const { user, trigger_id } = shortcut.parse(body);
  const delivery = deliveryHash('action', trigger_id);
  const over = await queryOverBudget({ budget: 'looks', user: user.id, delivery }, ports);
  if (over !== null) {
    if (!over.isKnown) void tellByMessage(over.note, user.id, client, ports);
    return;
  }
  const opened = await openForm({ client, triggerId: trigger_id, user: user.id }, { place: null }, ports);
  // Not awaited, so that Slack gets its 200.
  if (!opened) void tellByMessage({ type: 'dialog_not_opened' }, user.id, client, ports);
}

/** By direct message: neither the global shortcut nor the App Home is used in a channel. */
async function tellByMessage(
  note: PrivateMessage,
  user: string,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<void> {
  const message = renderPrivateMessage(note, await ports.messagesOf(user));
  await tryToPostPrivately(client, { to: { user, place: null }, message }, ports.log);
}

/**
 * Redraws for another kind or channel: other assets, another policy. Sends no `hash`, so the later of two changes wins.
 */
async function redraw(body: unknown, client: webApi.WebClient, ports: InboundPorts): Promise<void> {
  try {
    const values = readForm(body);
    if (values === null) return;
    // Counts as a query, since each redraw costs a call to Slack.
    const look = { budget: 'looks', user: values.user, delivery: values.sending } as const;
    if ((await queryOverBudget(look, ports)) !== null) return;
    const view = await redrawn(values, await ports.messagesOf(values.user), ports);
    await client.views.update({ view_id: values.viewId, view });
  } catch (error) {
    ports.log.warn('form.not_updated', 'could not redraw the form', { error: String(error) });
  }
}

/** The form for the current fields; picks of a kind return with that kind. */
async function redrawn(
  values: FormValues,
  messages: Messages,
  ports: InboundPorts,
): Promise<types.ModalView> {
  const { kind, kept, picked, pickedOther } = values;
  // The matches shown belong to the other kind or channel.
  const state = { ...values, understood: null };
  if (picked !== null) return renderForm(state, messages, ports.policies, filledIn(values));
  const linked = await withTimeout(knownTimeoutMs, ports.linked.recent(kind)).catch(() => 'late' as const);
  const known = new Map(linked === 'late' ? [] : linked.map((asset) => [asset.id, asset]));
  const back = kept.map((id) => {
    const asset = known.get(id);
    return { id, name: asset === undefined ? id : displayName(asset, maxLengths.person) };
  });
  const now = { ...state, kept: (pickedOther ?? []).map(({ id }) => id) };
  return renderForm(now, messages, ports.policies, { ...filledIn(values), picked: back });
}

const pickerAction = new RegExp(
  `^(?:${assetKinds.map((kind) => formFields.assets(kind).action).join('|')})$`,
  'u',
);
const suggestion = z.object({ action_id: z.string(), value: z.string(), user: z.object({ id: slackId }) });

/** The picker's options; empty for a person who may not see them, and when the list does not come in time. */
async function offer(body: unknown, ports: InboundPorts): Promise<types.PlainTextOption[]> {
  try {
    const { action_id, value, user } = suggestion.parse(body);
    const kind = assetKinds.find((each) => formFields.assets(each).action === action_id) ?? 'oa';
    const form = readForm(body);
    const channel = form?.place?.channel ?? form?.channel ?? null;
    const found = await withTimeout(
      pickerTimeoutMs,
      Promise.all([
        ports.linked.recent(kind),
        ports.mayPick(user.id, channel, kind),
        queryOverBudget(
          { budget: 'searches', user: user.id, delivery: deliveryHash('search', randomUUID()) },
          ports,
        ),
      ]),
    );
    if (found === 'late') throw new Error('the list was not there in time');
    const [linked, mayPick, over] = found;
    if (over !== null || !mayPick) return [];
    const typed = value.slice(0, commandLimits.query);
    await inSlices(matchInSteps([typed], linked));
    return assetOptions(typed, linked);
  } catch (error) {
    ports.log.warn('form.picker_empty', 'could not fill the picker', { error: String(error) });
    return [];
  }
}

/** Queues the form's request. Returns what to show instead of closing the form; null once it is queued. */
async function submit(
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
    return { response_action: 'update', view: await redrawn(values, messages, ports) };
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

function warmUp(kind: AssetKind, ports: InboundPorts): void {
  ports.linked.recent(kind).catch((error: unknown) => {
    ports.log.warn('assets.unreadable', 'could not preload the linked assets', {
      kind,
      error: String(error),
    });
  });
}
