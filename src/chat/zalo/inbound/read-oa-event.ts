import { z } from 'zod';
import type { ZaloEvent } from '../../../flow/ports/zalo-events.js';
import { sha256Of } from '../../../shared/sha256.js';

/** Digits. A short id may come as a number; a long one is text by now (`parseExactly`). */
const id = z
  .union([z.string(), z.number().int().nonnegative().transform(String)])
  .pipe(z.string().regex(/^[0-9A-Za-z_-]{1,64}$/u));
const timestamp = z
  .union([z.string(), z.number().int().transform(String)])
  .pipe(z.string().regex(/^\d{1,16}$/u));

/** The fields of every event. */
const common = z.object({ app_id: id, event_name: z.string().max(100), timestamp });
const sent = z.object({
  sender: z.object({ id }),
  recipient: z.object({ id }),
  message: z.object({
    msg_id: id,
    text: z.string().max(20_000).optional(),
    /** No sample of a quoting message was found: the name is a guess. */
    quote_msg_id: id.optional().catch(undefined),
  }),
});
const follower = z.object({ oa_id: id, follower: z.object({ id }) });

/** An event of an OA before its signature is checked; it must not be used until then. */
export interface OaDelivery {
  readonly appId: string;
  readonly name: string;
  /** As Zalo wrote it: it is part of what is signed. */
  readonly timestamp: string;
  readonly body: unknown;
}

/** Null when the body is no event of Zalo's. */
export function readOaDelivery(body: unknown): OaDelivery | null {
  const parsed = common.safeParse(body);
  if (!parsed.success) return null;
  const { app_id: appId, event_name: name, timestamp: time } = parsed.data;
  return { appId, name, timestamp: time, body };
}

/** Kinds of messages without a text that the bot answers. */
const pictures = new Set(
  ['image', 'link', 'location', 'sticker', 'gif', 'audio', 'video', 'file', 'business_card'].map(
    (kind) => `user_send_${kind}`,
  ),
);

/** The payload of a button: a sharp, a word, a colon and something without blanks. */
const payloadForm = /^#[a-z]{1,20}:[\x21-\x7e]{1,900}$/u;

/**
 * What a person did; null for an event that the bot does not know or that nobody did, such as the echo of what the OA
 * sent itself.
 */
export function readOaEvent({ name, timestamp: time, body }: OaDelivery): ZaloEvent | null {
  if (name === 'follow' || name === 'unfollow') {
    const parsed = follower.safeParse(body);
    if (!parsed.success) return null;
    const user = parsed.data.follower.id;
    const delivery = sha256Of(['zalo', name, time, user].join('\n'));
    return { ...about(user, parsed.data.oa_id, time, delivery), type: name };
  }
  if (name !== 'user_send_text' && !pictures.has(name)) return null;
  const parsed = sent.safeParse(body);
  if (!parsed.success) return null;
  const { sender, recipient, message } = parsed.data;
  const { msg_id: messageId, text = '', quote_msg_id: quotes = null } = message;
  const delivery = sha256Of(['zalo', recipient.id, messageId].join('\n'));
  const base = { ...about(sender.id, recipient.id, time, delivery), messageId };
  if (name !== 'user_send_text' || text.trim() === '') return { ...base, type: 'picture' };
  return payloadForm.test(text)
    ? { ...base, type: 'press', payload: text }
    : { ...base, type: 'text', text, quotes, isInGroup: false };
}

function about(user: string, oa: string, time: string, delivery: string) {
  return { from: { surface: 'zalo', id: user }, to: oa, at: Number(time), delivery } as const;
}
