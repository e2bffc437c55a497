import { z } from 'zod';
import { Refusal } from '../api/refusal.js';
import { renderView } from '../api/render-view.js';
import { readView } from '../api/view-spec.js';
import { initialValues, isEmptyState } from '../blocks/element-state.js';
import type { Receipt } from '../delivery/letter.js';
import { commonParts } from '../delivery/payload-parts.js';
import type { DeliveryReport, SubmitInput } from '../page-contract.js';
import type { StateValues } from '../state/choices.js';
import { type OpenView, startingBlocks } from '../state/view-shelf.js';
import type { World } from '../world.js';
import { jsonAnswer } from './acknowledgement.js';
import { BadInput } from './bad-input.js';
import type { Office } from './office.js';
import { personOf } from './present.js';
import { reportOf } from './report.js';
import { responseUrlsOf } from './response-urls-of.js';

/** Slack's words when a submission could not be delivered. */
const trouble = 'We had some trouble connecting. Try again?';

/** A person submits the modal they see. */
export async function submitView(input: SubmitInput, { world, post }: Office): Promise<DeliveryReport> {
  personOf(input.user, world);
  const view = world.views.modal(input.user);
  if (view?.id !== input.view_id) throw new BadInput(`${input.user} sees no modal ${input.view_id}`);
  const values = valuesOf(view, input, world);
  const missing = missingInputs(view, values);
  if (Object.keys(missing).length > 0) return { ok: false, status: null, elapsed_ms: 0, errors: missing };
  const receipt = await post.send({
    kind: 'interactive',
    body: {
      type: 'view_submission',
      ...commonParts(input.user, world),
      trigger_id: world.triggers.issue(input.user, view.conversation),
      view: renderView(view, world, values),
      response_urls: responseUrlsOf(view, values, world),
    },
  });
  const report = reportOf(receipt, () => trouble);
  return report.ok ? followAnswer(report, receipt, view, world) : report;
}

const responseAction = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

function followAnswer(
  report: DeliveryReport,
  receipt: Receipt,
  view: OpenView,
  world: World,
): DeliveryReport {
  if (receipt.text.trim() === '' || receipt.text.trim() === '{}') {
    world.views.pop(view.user);
    return report;
  }
  const answer = responseAction.safeParse(jsonAnswer(receipt));
  if (!answer.success) return { ...report, ok: false, notice: trouble };
  const { data } = answer;
  if (data.response_action === 'errors') return { ...report, errors: data.errors };
  try {
    if (data.response_action === 'update') world.views.replace(view, readView(data.view, 'modal'));
    else if (data.response_action === 'push') world.views.push(view.user, readView(data.view, 'modal'));
    else world.views.clear(view.user);
    return report;
  } catch (error) {
    if (error instanceof Refusal) return { ...report, ok: false, notice: trouble };
    throw error;
  }
}

/** Initial values, overridden by earlier choices, overridden by the submission. */
function valuesOf(view: OpenView, input: SubmitInput, world: World): StateValues {
  const values = world.choices.over(view.user, view.id, initialValues(startingBlocks(view)));
  for (const [blockId, actions] of Object.entries(values))
    for (const [actionId, state] of Object.entries(actions)) {
      const given = input.state.values[blockId]?.[actionId];
      if (given) actions[actionId] = { ...state, ...given, type: state.type };
    }
  return values;
}

/** Slack's client does not send a form while a required input is empty. */
function missingInputs(view: OpenView, values: StateValues): Record<string, string> {
  const required = view.blocks.filter((block) => block.type === 'input' && block['optional'] !== true);
  const empty = required.filter(({ block_id = '' }) =>
    Object.values(values[block_id] ?? {}).every(isEmptyState),
  );
  return Object.fromEntries(
    empty.map(({ block_id = '' }) => [block_id, 'Please complete this required field.']),
  );
}
