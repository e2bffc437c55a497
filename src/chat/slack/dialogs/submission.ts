import { z } from 'zod';

/** What Slack sends of a dialog, parsed at the border: only the fields the bot needs, each of the form it needs. */
export const slackId = z.string().regex(/^[A-Z0-9]{2,32}$/u);

/** Where a card stands, or is to stand, as a dialog carries it along. */
export const place = z.object({ channel: slackId, thread: z.string().nullable() });
export type Place = z.infer<typeof place>;

const fields = z.record(z.string(), z.record(z.string(), z.unknown()));

/** A dialog as it was sent, or as it stood when something in it was pressed. */
const dialog = z.object({
  user: z.object({ id: slackId }),
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({ values: fields }),
  }),
});

/** What somebody gave in a dialog. */
export interface Submission<Carried> {
  readonly user: string;
  /** The opened dialog's own id: the same however often it is sent. */
  readonly viewId: string;
  /** What the dialog was opened about. */
  readonly about: Carried;
  /** The state of one field, as `schema` reads it; null when it is not there or not of that form. */
  field<T>(block: string, action: string, schema: z.ZodType<T>): T | null;
}

/** Reads a dialog that was opened about something. @throws when Slack's payload is not of the form it should be */
export function readDialog<Carried>(body: unknown, carried: z.ZodType<Carried>): Submission<Carried> {
  const { user, view } = dialog.parse(body);
  return {
    user: user.id,
    viewId: view.id,
    about: carried.parse(JSON.parse(view.private_metadata)),
    field(block, action, schema) {
      const parsed = schema.safeParse(view.state.values[block]?.[action]);
      return parsed.success ? parsed.data : null;
    },
  };
}

const typed = z.object({ value: z.string().nullable() });

/** What was typed into a field; empty when nothing was. */
export function typedIn(submission: Submission<unknown>, block: string, action: string): string {
  return submission.field(block, action, typed)?.value ?? '';
}
