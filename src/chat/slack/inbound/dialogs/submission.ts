import { z } from 'zod';
import { deliveryHash, slackId } from '../payloads.js';

/** A dialog carries the place of its card, posted or yet to be. */
export const place = z.object({ channel: slackId, thread: z.string().nullable() });
export type Place = z.infer<typeof place>;

const fields = z.record(z.string(), z.record(z.string(), z.unknown()));

/** A dialog as it was submitted, or as it was when one of its elements was used. */
const dialog = z.object({
  user: z.object({ id: slackId }),
  trigger_id: z.string().default(''),
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({ values: fields }),
    blocks: z.array(z.looseObject({ block_id: z.string(), element: z.looseObject({}).optional() })).catch([]),
  }),
});

/** A person's input in a dialog. */
export interface Submission<Carried> {
  readonly user: string;
  /** The open dialog's own id, the same for every submission of it. */
  readonly viewId: string;
  /** This submission, as a hash: different when the person submits again, the same when Slack delivers again. */
  readonly sending: string;
  /** The dialog's private metadata. */
  readonly about: Carried;
  /** The state of one field, as `schema` reads it; null when the field is missing or does not match. */
  field<T>(block: string, action: string, schema: z.ZodType<T>): T | null;
}

/**
 * Reads a dialog's payload; null when it does not match the schema, as with a dialog opened by another version of the
 * bot.
 */
export function readDialog<Carried>(body: unknown, carried: z.ZodType<Carried>): Submission<Carried> | null {
  const parsed = dialog.safeParse(body);
  if (!parsed.success) return null;
  const { user, view, trigger_id } = parsed.data;
  const about = carried.safeParse(jsonIn(view.private_metadata));
  if (!about.success) return null;
  return {
    user: user.id,
    viewId: view.id,
    sending: deliveryHash('view', `${view.id} ${trigger_id}`),
    about: about.data,
    field(block, action, schema) {
      const element = view.blocks.find(({ block_id }) => block_id === block)?.element;
      const state =
        view.state.values[block]?.[action] ?? (element?.['action_id'] === action && begun(element));
      const field = schema.safeParse(state);
      return field.success ? field.data : null;
    },
  };
}

/** Slack's names for an element's initial value, and for its current one. */
const held = {
  initial_value: 'value',
  initial_option: 'selected_option',
  initial_options: 'selected_options',
  initial_conversation: 'selected_conversation',
};

/**
 * An element's initial state. Slack has been seen to omit it from `state.values` until somebody touches the element,
 * after a redraw: https://github.com/slackapi/bolt-js/issues/1258
 */
function begun(element: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.entries(held).filter(([initial]) => initial in element);
  const states = known.map(([initial, state]) => [state, element[initial]]);
  return { value: null, selected_options: [], ...Object.fromEntries(states) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const typed = z.object({ value: z.string().nullable() });

/** The text typed into a field; empty when there is none. */
export function typedIn(submission: Submission<unknown>, block: string, action: string): string {
  return submission.field(block, action, typed)?.value ?? '';
}
