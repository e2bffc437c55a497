/** `window_over`: Zalo takes nothing any more; `not_paid`: Zalo would charge for it, and nothing is to be paid. */
export type ClosedWindow = 'window_over' | 'not_paid';
/** Zalo takes no more people from the bot, or no more messages in this month. */
export type UsedUp = 'bot_people' | 'bot_messages';

/** The end of sending a text; `sent` are the ids of the parts that Zalo has taken, in order. */
export type SendResult = { readonly sent: readonly string[] } & (
  | { readonly type: 'sent' }
  /** The next part was not taken and may be later. */
  | { readonly type: 'retry'; readonly afterMs: number }
  /** Nobody knows whether the next part was taken. */
  | { readonly type: 'unclear' }
  | { readonly type: 'person_unreachable'; readonly code: number | ClosedWindow | UsedUp }
  | { readonly type: 'refused'; readonly code: number }
  /** An operator has been told. */
  | { readonly type: 'out_of_order'; readonly code: number | null }
);

/** The result of sending one part. */
export type PartResult =
  | { readonly type: 'taken'; readonly id: string }
  | (SendResult extends infer Each
      ? Each extends { readonly type: 'sent' }
        ? never
        : Omit<Each, 'sent'>
      : never);

/**
 * Sends parts one after the other, since Zalo shows them in the order of arrival, and stops at the first that is not
 * taken. `done` are the parts of an earlier try.
 */
export async function sendInOrder(
  parts: readonly object[],
  done: readonly string[],
  send: (part: object) => Promise<PartResult>,
): Promise<SendResult> {
  const sent = [...done];
  for (const part of parts.slice(done.length)) {
    const result = await send(part);
    if (result.type !== 'taken') return { ...result, sent } as SendResult;
    sent.push(result.id);
  }
  return { type: 'sent', sent };
}
