import { z } from 'zod';
import { assetKinds } from '../core/asset.js';
import {
  ZcaBusy,
  ZcaDenied,
  type ZcaError,
  ZcaNotContract,
  ZcaRefused,
  ZcaUnclear,
} from '../flow/zca-error.js';

/**
 * The answers of a ZCA gateway, as docs/zca-gateway.openapi.yaml describes them. Unknown fields are ignored; a known
 * field of another type is an answer that is not the contract's, and nothing is concluded from it.
 */
export const envelope = z.object({
  error: z.number().int(),
  message: z.string().default(''),
  data: z.unknown().optional(),
});

const assetFields = z.object({
  kind: z.enum(assetKinds),
  id: z.string().regex(/^\d{1,30}$/u, 'an id is a string of digits'),
  name: z.string(),
  status: z.literal('linked'),
  verified: z.boolean().nullish(),
  linked_at: z.iso.datetime({ offset: true }).nullish(),
  linked_by: z.string().nullish(),
  zca_id: z.string().nullish(),
});

export const assetAnswer = assetFields.transform((asset) => ({
  kind: asset.kind,
  id: asset.id,
  name: asset.name,
  ...(asset.verified == null ? {} : { verified: asset.verified }),
  ...(asset.linked_at == null ? {} : { linkedAt: asset.linked_at }),
  ...(asset.linked_by == null ? {} : { linkedBy: asset.linked_by }),
  ...(asset.zca_id == null ? {} : { zcaId: asset.zca_id }),
}));

export const assetsAnswer = z.object({
  items: z.array(assetAnswer),
  next_cursor: z.string().min(1).nullable(),
});

export const unlinkAnswer = z.object({
  kind: z.enum(assetKinds),
  id: z.string(),
  status: z.literal('unlinked'),
  unlinked_at: z.iso.datetime({ offset: true }),
});

/**
 * What a failure means, by the envelope's `error` and by HTTP status. "Not linked" is said by the envelope alone: a
 * bare 404 may be a wrong address, and to take that for "unlinked" would be a lie.
 */
const failures = new Map<number, 'token_invalid' | 'not_allowed' | 'not_linked' | 'refused' | 'busy'>([
  [401, 'token_invalid'],
  [-216, 'token_invalid'],
  [403, 'not_allowed'],
  [-403, 'not_allowed'],
  [-404, 'not_linked'],
  [409, 'refused'],
  [-409, 'refused'],
  [429, 'busy'],
  [-32, 'busy'],
]);

/** When the ZCA says "too many calls" and not for how long, in milliseconds. */
const defaultWaitMs = 2_000;
/** A longer `Retry-After` is cut to this, in milliseconds, so that nobody waits for a mistake in a header. */
const longestWaitMs = 5 * 60_000;

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: unknown;
  readonly body: unknown;
}

export type Reading =
  | { readonly type: 'data'; readonly data: unknown }
  | { readonly type: 'not_linked' }
  | { readonly type: 'error'; readonly error: ZcaError };

/** Sorts an answer into data, "not linked" and the errors of `zca-error.ts`. Never throws. */
export function readAnswer(answer: HttpAnswer): Reading {
  if (answer.status >= 500) return failed(new ZcaUnclear(`HTTP ${answer.status}`));
  const parsed = envelope.safeParse(answer.body);
  const meaning =
    (parsed.success ? failures.get(parsed.data.error) : undefined) ?? failures.get(answer.status);
  if (meaning === 'not_linked')
    return parsed.success ? { type: 'not_linked' } : failed(notContract(answer, 'no JSON envelope'));
  if (meaning === 'busy') return failed(new ZcaBusy(waitMs(answer.retryAfter)));
  if (meaning === 'refused') return failed(new ZcaRefused(parsed.success ? parsed.data.message : ''));
  if (meaning !== undefined) return failed(new ZcaDenied(meaning));
  if (!parsed.success) return failed(notContract(answer, 'no JSON envelope'));
  if (parsed.data.error !== 0) return failed(notContract(answer, `error ${parsed.data.error}`));
  if (answer.status !== 200) return failed(notContract(answer, 'error 0'));
  return { type: 'data', data: parsed.data.data };
}

function failed(error: ZcaError): Reading {
  return { type: 'error', error };
}

function notContract(answer: HttpAnswer, what: string): ZcaNotContract {
  return new ZcaNotContract(`HTTP ${answer.status}, ${what}`);
}

function waitMs(retryAfter: unknown): number {
  const seconds = z.coerce.number().positive().safeParse(retryAfter);
  return seconds.success ? Math.min(seconds.data * 1000, longestWaitMs) : defaultWaitMs;
}
