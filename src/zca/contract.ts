import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import { canonicalForm } from '../core/asset/canonical-form.js';
import {
  ZcaBusy,
  ZcaDenied,
  type ZcaError,
  ZcaNotContract,
  ZcaRefused,
  ZcaUnclear,
} from '../flow/zca-error.js';

/**
 * The answers of a ZCA gateway, as described in docs/zca-gateway.openapi.yaml. Unknown fields are ignored; a known
 * field of another type breaks the contract, and nothing is concluded from the answer.
 */
export const envelope = z.object({
  error: z.number().int(),
  message: z.string().default(''),
  data: z.unknown().optional(),
});

const assetFields = z.object({
  kind: z.enum(assetKinds),
  id: z.string().regex(/^\d{15,20}$/u, 'an id is a string of 15 to 20 digits'),
  name: z.string().max(500),
  status: z.literal('linked'),
  verified: z.boolean().nullish(),
  linked_at: z.iso.datetime({ offset: true }).nullish(),
  linked_by: z.string().max(500).nullish(),
  zca_id: z.string().max(100).nullish(),
});

/** Normalised: a gateway that spells a fact differently has not changed it. */
export const assetAnswer = assetFields.transform((asset) =>
  canonicalForm({
    kind: asset.kind,
    id: asset.id,
    name: asset.name,
    ...(asset.verified == null ? {} : { verified: asset.verified }),
    ...(asset.linked_at == null ? {} : { linkedAt: asset.linked_at }),
    ...(asset.linked_by == null ? {} : { linkedBy: asset.linked_by }),
    ...(asset.zca_id == null ? {} : { zcaId: asset.zca_id }),
  }),
);

/** The most assets on one page. */
export const maxOnPage = 100;

export const assetsAnswer = z.object({
  items: z.array(assetAnswer).max(maxOnPage),
  next_cursor: z.string().min(1).max(2_000).nullable(),
});

export const unlinkAnswer = z.object({
  kind: z.enum(assetKinds),
  id: z.string(),
  status: z.literal('unlinked'),
  unlinked_at: z.iso.datetime({ offset: true }),
});

type Failure = 'bad_request' | 'token_invalid' | 'not_allowed' | 'not_linked' | 'refused' | 'busy';

/** The failures in the contract's table, by the envelope's `error`. */
const byCode = new Map<number, Failure>([
  [-400, 'bad_request'],
  [-216, 'token_invalid'],
  [-403, 'not_allowed'],
  [-404, 'not_linked'],
  [-409, 'refused'],
  [-32, 'busy'],
]);

/** The same failures by HTTP status. */
const byStatus = new Map<number, Failure>([
  [400, 'bad_request'],
  [401, 'token_invalid'],
  [403, 'not_allowed'],
  [404, 'not_linked'],
  [409, 'refused'],
  [429, 'busy'],
]);

/** People read a refusal in a message, so a longer one is cut. */
const longestMessage = 500;

/** The wait when the ZCA says "too many calls" and not for how long. */
const defaultWaitMs = 2_000;
/** A longer `Retry-After` is cut to this, so that nobody waits for a mistake in a header. */
const longestWaitMs = 5 * 60_000;

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: unknown;
  readonly body: unknown;
}

export type ContractReading =
  | { readonly type: 'data'; readonly data: unknown }
  | { readonly type: 'not_linked' }
  | { readonly type: 'error'; readonly error: ZcaError };

/**
 * Sorts an answer into data, "not linked" and the errors of `zca-error.ts`, by the contract's table of failures.
 * Concludes nothing when status and `error` contradict each other. Never throws.
 */
export function readAnswer(answer: HttpAnswer): ContractReading {
  const { status } = answer;
  if (status >= 500) return failed(new ZcaUnclear(`HTTP ${status}`));
  const parsed = envelope.safeParse(answer.body);
  const expected = byStatus.get(status);
  if (!parsed.success)
    return expected === undefined || expected === 'bad_request' || expected === 'not_linked'
      ? failed(notContract(answer, 'no JSON envelope'))
      : failed(errorOf(expected, '', answer));
  const { error, message, data } = parsed.data;
  if (error === 0) return status === 200 ? { type: 'data', data } : failed(notContract(answer, 'error 0'));
  return readFailure(answer, error, message);
}

function readFailure(answer: HttpAnswer, error: number, message: string): ContractReading {
  const { status } = answer;
  const expected = byStatus.get(status);
  const told = byCode.get(error);
  if (told === undefined && expected === undefined)
    return failed(new ZcaUnclear(`HTTP ${status}, error ${error}`));
  const contradicts = told !== undefined && status !== 200 && told !== expected;
  const meaning = told ?? expected;
  // A 404 with a code of the gateway's own does not mean that the asset is not linked.
  if (contradicts || meaning === undefined || (told === undefined && meaning === 'not_linked'))
    return failed(notContract(answer, `error ${error}`));
  return meaning === 'not_linked' ? { type: 'not_linked' } : failed(errorOf(meaning, message, answer));
}

/** The wait that the answer asks for before the next call; null if it names none. */
export function retryAfterMs(retryAfter: unknown): number | null {
  const seconds = z.coerce.number().positive().safeParse(retryAfter);
  return seconds.success ? Math.min(seconds.data * 1000, longestWaitMs) : null;
}

function errorOf(failure: Exclude<Failure, 'not_linked'>, message: string, answer: HttpAnswer): ZcaError {
  switch (failure) {
    case 'busy':
      return new ZcaBusy(retryAfterMs(answer.retryAfter) ?? defaultWaitMs);
    case 'bad_request':
    case 'refused':
      return new ZcaRefused(message.slice(0, longestMessage));
    case 'token_invalid':
    case 'not_allowed':
      return new ZcaDenied(failure);
  }
}

function failed(error: ZcaError): ContractReading {
  return { type: 'error', error };
}

function notContract(answer: HttpAnswer, detail: string): ZcaNotContract {
  return new ZcaNotContract(`HTTP ${answer.status}, ${detail}`);
}
