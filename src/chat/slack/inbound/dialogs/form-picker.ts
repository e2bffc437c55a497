import { randomUUID } from 'node:crypto';
import type { types } from '@slack/bolt';
import { z } from 'zod';
import { assetKinds } from '../../../../core/asset/asset.js';
import { commandLimits } from '../../../../core/command/command.js';
import { queryOverBudget } from '../../../../flow/over-budget.js';
import { inSlices } from '../../../../shared/in-slices.js';
import { withTimeout } from '../../../../shared/with-timeout.js';
import type { InboundPorts } from '../inbound-ports.js';
import { deliveryHash, slackId } from '../payloads.js';
import { readForm } from './form-values.js';
import { formFields } from './form-view.js';
import { assetOptions } from './picker.js';

/** A picker waits this long for a list that is not cached; Slack's limit is three seconds. */
const pickerTimeoutMs = 2_500;

export const pickerAction = new RegExp(
  `^(?:${assetKinds.map((kind) => formFields.assets(kind).action).join('|')})$`,
  'u',
);

const suggestion = z.object({ action_id: z.string(), value: z.string(), user: z.object({ id: slackId }) });

/** The picker's options; empty for a person who may not see them, and when the list does not come in time. */
export async function pickerOptions(body: unknown, ports: InboundPorts): Promise<types.PlainTextOption[]> {
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
    return await inSlices(assetOptions(value.slice(0, commandLimits.query), linked));
  } catch (error) {
    ports.log.warn('form.picker_empty', 'could not fill the picker', { error: String(error) });
    return [];
  }
}
