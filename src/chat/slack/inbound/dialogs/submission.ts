import { z } from 'zod';
import { deliveryHash, slackId } from '../payloads.js';

/** Where a card stands, or is to stand, as a dialog carries it along. */
export const place = z.object({ channel: slackId, thread: z.string().nullable() });
export type Place = z.infer<typeof place>;

const fields = z.record(z.string(), z.record(z.string(), z.unknown()));

/** A dialog as it was sent, or as it stood when something in it was pressed. */
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

/** What somebody gave in a dialog. */
export interface Submission<Carried> {
  readonly user: string;
  /** The opened dialog's own id: the same however often it is sent. */
  readonly viewId: string;
  /** This one sending of it, as a hash: another one where the person sends it once more, the same where Slack does. */
  readonly sending: string;
  /** What the dialog was opened about. */
  readonly about: Carried;
  /** The state of one field, as `schema` reads it; null when it is not there or not of that form. */
  field<T>(block: string, action: string, schema: z.ZodType<T>): T | null;
}

/**
 * Reads a dialog that was opened about something; null when the payload is not of the form it should be, as with one
 * that was open while another version of the bot was put in place.
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

/** By the names that Slack gives what an element begins with, and then what it holds. */
const held = {
  initial_value: 'value',
  initial_option: 'selected_option',
  initial_options: 'selected_options',
  initial_conversation: 'selected_conversation',
};

/**
 * The state an element begins with. Slack has been seen to leave it out of `state.values` until somebody touches the
 * element, where a redraw brought it: https://github.com/slackapi/bolt-js/issues/1258
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

/** What was typed into a field; empty when nothing was. */
export function typedIn(submission: Submission<unknown>, block: string, action: string): string {
  return submission.field(block, action, typed)?.value ?? '';
}
