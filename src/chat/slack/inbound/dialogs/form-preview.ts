import type { types } from '@slack/bolt';
import { queriesOf } from '../../../../core/matching/query-list.js';
import { queryOverBudget } from '../../../../flow/over-budget.js';
import type { Messages } from '../../../../i18n/messages.js';
import { inSlices } from '../../../../shared/in-slices.js';
import { withTimeout } from '../../../../shared/with-timeout.js';
import type { InboundPorts } from '../inbound-ports.js';
import { deliveryHash } from '../payloads.js';
import type { Problems } from './form-checks.js';
import { hashOfPasted, missedProblem, type Understood, understood, understoodLines } from './form-pasted.js';
import { type FormValues, filledIn } from './form-values.js';
import { formFields, renderForm } from './form-view.js';

/** Time limits for the newest list of linked assets, and then for the cached one. */
export const newestTimeoutMs = 1_500;
export const knownTimeoutMs = 500;

/** The response that Slack shows instead of closing the form. */
export type FormAnswer =
  | { response_action: 'errors'; errors: Problems }
  | { response_action: 'update'; view: types.ModalView };

export function refusal(errors: Problems): FormAnswer {
  return { response_action: 'errors', errors };
}

/**
 * Shows how pasted text was matched, once per text, before anything is requested. Null when it was shown already, when
 * there is nothing to show, when the list does not come in time, or when this person may not see it: then the card
 * shows it.
 */
export async function previewOf(
  values: FormValues,
  messages: Messages,
  timeoutMs: number,
  ports: InboundPorts,
): Promise<FormAnswer | null> {
  const { kind, pasted, picked, user, sending } = values;
  const hash = hashOfPasted(pasted, kind, (picked ?? []).length === 0);
  if (pasted === '' || values.understood === hash) return null;
  const look = { budget: 'looks', user, delivery: deliveryHash('search', sending) } as const;
  if ((await queryOverBudget(look, ports)) !== null) return null;
  const channel = values.place?.channel ?? values.channel;
  const read = await readPasted({ kind, pasted, picked, user, channel }, timeoutMs, ports);
  if (read === null) return null;
  const missed = missedProblem(read, messages);
  if (missed !== null) return refusal({ [formFields.pasted.block]: missed });
  const lines = understoodLines(read, messages);
  const filling = { ...filledIn(values), lines };
  const view = renderForm({ ...values, understood: hash }, messages, ports.policies, filling);
  return { response_action: 'update', view };
}

/** Null when nothing was pasted, the list does not come in time, or this person may not see it. */
export async function readPasted(
  {
    kind,
    pasted,
    picked,
    user,
    channel,
  }: Pick<FormValues, 'kind' | 'pasted' | 'picked' | 'user' | 'channel'>,
  timeoutMs: number,
  ports: InboundPorts,
): Promise<Understood | null> {
  const queries = queriesOf(pasted);
  if (queries.length === 0) return null;
  const known = Promise.all([ports.linked.recent(kind), ports.mayPick(user, channel, kind)]);
  const seen = await withTimeout(timeoutMs, known).catch(() => 'late' as const);
  if (seen === 'late') return null;
  const [linked, mayPick] = seen;
  if (!mayPick) return null;
  return inSlices(understood(queries, linked, (picked ?? []).length === 0));
}
