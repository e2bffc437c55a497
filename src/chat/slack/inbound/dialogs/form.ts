import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { type AssetKind, assetKinds } from '../../../../core/asset/asset.js';
import type { Filled } from '../../../../core/command/command.js';
import type { PrivateMessage } from '../../../../core/messages/private-message.js';
import { isDirect } from '../../../../core/request/permission.js';
import { queryOverBudget } from '../../../../flow/over-budget.js';
import { actionIds } from '../../messages/card-controls.js';
import { renderPrivateMessage } from '../../messages/private-message.js';
import { isAbsentFrom } from '../../outbound/absence.js';
import { tryToPostPrivately } from '../../outbound/post-privately.js';
import type { InboundPorts } from '../inbound-ports.js';
import type { Listeners } from '../listeners.js';
import { deliveryHash, slackId } from '../payloads.js';
import { hashOfPasted, understoodLines } from './form-pasted.js';
import { pickerAction, pickerOptions } from './form-picker.js';
import { knownTimeoutMs, readPasted } from './form-preview.js';
import { redrawForm } from './form-redraw.js';
import { submitForm } from './form-submission.js';
import { readForm } from './form-values.js';
import { type Filling, type FormState, formFields, formView, renderForm } from './form-view.js';
import { tellInvalidSubmission } from './invalid-submission.js';
import { type Opening, openView } from './open-view.js';
import type { Place } from './submission.js';

/** The global shortcut's callback id, as in the app manifest. */
export const shortcutId = 'unlink_asset';

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
export function onForm(listeners: Listeners, ports: InboundPorts): void {
  listeners.shortcut(shortcutId, async ({ body, ack, client }) => {
    await ack();
    await openFromShortcut(body, client, ports);
  });
  listeners.action(actionIds.newRequest, async ({ body, ack, client }) => {
    await ack();
    await openFromShortcut(body, client, ports);
  });
  for (const { action } of [formFields.kind, formFields.channel]) {
    listeners.action(action, async ({ body, ack, client }) => {
      await ack();
      await redrawForm(body, client, ports);
    });
  }
  listeners.options(pickerAction, async ({ body, ack }) => {
    await ack({ options: await pickerOptions(body, ports) });
  });
  listeners.view(formView, async ({ body, ack, client }) => {
    const values = readForm(body);
    if (values === null) {
      await ack();
      return tellInvalidSubmission(body, client, ports);
    }
    const answer = await submitForm(values, client, ports);
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

function warmUp(kind: AssetKind, ports: InboundPorts): void {
  ports.linked.recent(kind).catch((error: unknown) => {
    ports.log.warn('assets.unreadable', 'could not preload the linked assets', {
      kind,
      error: String(error),
    });
  });
}
