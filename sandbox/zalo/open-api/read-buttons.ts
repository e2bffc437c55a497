import { z } from 'zod';
import type { Button } from '../state/chat.js';

const title = z.string().min(1).max(100);
const query = z.object({
  title,
  type: z.enum(['oa.query.show', 'oa.query.hide']),
  payload: z.string().min(1).max(1_000),
});
const link = z.object({
  title,
  type: z.literal('oa.open.url'),
  payload: z.object({ url: z.url() }),
});
const buttons = z
  .array(z.union([query, link]))
  .min(1)
  .max(5);

/** Null when Zalo would refuse them. The limits come from public code, not from Zalo's pages. */
export function readButtons(value: unknown): readonly Button[] | null {
  const parsed = buttons.safeParse(value);
  return parsed.success ? parsed.data : null;
}
