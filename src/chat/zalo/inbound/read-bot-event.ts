import { z } from 'zod';
import type { ZaloEvent } from '../../../flow/ports/zalo-events.js';
import { sha256Of } from '../../../shared/sha256.js';

const id = z.string().regex(/^[0-9A-Za-z_.-]{1,64}$/u);

const event = z.object({
  event_name: z.string().max(100),
  message: z.object({
    from: z.object({ id, is_bot: z.boolean().optional() }),
    chat: z.object({ id, chat_type: z.string().optional() }),
    message_id: id,
    /** In milliseconds. */
    date: z.coerce.number().int().nonnegative(),
    text: z.string().max(20_000).optional(),
  }),
});
/** The documents wrap the event; one person saw it bare. */
const delivery = z.union([z.object({ result: event }).transform(({ result }) => result), event]);

const pictures = new Set(
  ['image', 'sticker', 'voice', 'unsupported'].map((kind) => `message.${kind}.received`),
);

/** Reads a person's act in a chat with the bot; null for an event that the bot does not know, or another bot's. */
export function readBotEvent(body: unknown): ZaloEvent | null {
  const parsed = delivery.safeParse(body);
  if (!parsed.success) return null;
  const { event_name: name, message } = parsed.data;
  const { from, chat, message_id: messageId, date: at, text = '' } = message;
  if (from.is_bot === true) return null;
  const base = {
    from: { surface: 'zalo-bot', id: from.id },
    to: chat.id,
    at,
    delivery: sha256Of(['zalo-bot', chat.id, messageId].join('\n')),
    messageId,
  } as const;
  // A chat of an unknown type may be a group.
  const isInGroup = chat.chat_type !== 'PRIVATE';
  if (name === 'message.text.received' && text.trim() !== '')
    return { ...base, type: 'text', text, quotes: null, isInGroup };
  return pictures.has(name) && !isInGroup ? { ...base, type: 'picture' } : null;
}
