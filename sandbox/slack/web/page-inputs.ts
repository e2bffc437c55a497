import { z } from 'zod';

const container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), channel: z.string(), message_ts: z.string() }),
  z.object({ type: z.literal('view'), view_id: z.string() }),
]);

const textObject = z.object({ type: z.string(), text: z.string() });

const option = z.object({ text: textObject, value: z.string(), description: textObject.exactOptional() });

/** A message or command as the page sends it. */
export const postInput = z.object({
  user: z.string(),
  channel: z.string(),
  text: z.string().min(1),
  thread_ts: z.string().exactOptional(),
});

/** A press, a choice or typed text. */
export const actionInput = z.object({
  user: z.string(),
  container,
  block_id: z.string(),
  action_id: z.string(),
  selected: z.array(option).exactOptional(),
  typed: z.string().exactOptional(),
});

/** Typing into an external select. */
export const optionsInput = z.object({
  user: z.string(),
  container,
  block_id: z.string(),
  action_id: z.string(),
  value: z.string(),
});

/** A global shortcut. */
export const shortcutInput = z.object({
  user: z.string(),
  callback_id: z.string(),
  channel: z.string().exactOptional(),
});

/** The Home tab. */
export const homeInput = z.object({ user: z.string() });

/** A modal's form. */
export const submitInput = z.object({
  user: z.string(),
  view_id: z.string(),
  state: z.object({
    values: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
  }),
});

/** Closing a modal. */
export const closeInput = z.object({ user: z.string(), view_id: z.string() });
