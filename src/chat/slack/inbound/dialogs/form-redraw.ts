import type { types, webApi } from '@slack/bolt';
import { queryOverBudget } from '../../../../flow/over-budget.js';
import type { Messages } from '../../../../i18n/messages.js';
import { withTimeout } from '../../../../shared/with-timeout.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths } from '../../messages/limits.js';
import type { InboundPorts } from '../inbound-ports.js';
import { knownTimeoutMs } from './form-preview.js';
import { type FormValues, filledIn, readForm } from './form-values.js';
import { renderForm } from './form-view.js';

/**
 * Redraws for another kind or channel: other assets, another policy. Sends no `hash`, so the later of two changes wins.
 */
export async function redrawForm(
  body: unknown,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<void> {
  try {
    const values = readForm(body);
    if (values === null) return;
    // Counts as a query, since each redraw costs a call to Slack.
    const look = { budget: 'looks', user: values.user, delivery: values.sending } as const;
    if ((await queryOverBudget(look, ports)) !== null) return;
    const view = await redrawnForm(values, await ports.messagesOf(values.user), ports);
    await client.views.update({ view_id: values.viewId, view });
  } catch (error) {
    ports.log.warn('form.not_updated', 'could not redraw the form', { error: String(error) });
  }
}

/** The form for the current fields; picks of a kind return with that kind. */
export async function redrawnForm(
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
