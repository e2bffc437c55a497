import { z } from 'zod';
import { type Answer, badRequest, failure, invalid, success } from './answer.js';
import type { ZcaAsset } from './asset.js';
import type { AssetRegister } from './asset-register.js';
import type { IdempotencyMemory } from './idempotency-memory.js';
import { AssetAddress, notLinked } from './read-asset.js';

const Person = z.string().min(1, 'must name a person by chat user id');

const UnlinkBody = z.strictObject({
  reason: z.string(),
  requested_by: Person,
  approved_by: z.array(Person).min(1, 'must name at least one approver'),
  request_id: z.string().min(1, 'must not be empty'),
});
type UnlinkBody = z.infer<typeof UnlinkBody>;

const IdempotencyKey = z
  .string('the Idempotency-Key header is required on unlink')
  .regex(/^[\x21-\x7e]{1,255}$/, 'Idempotency-Key must be 1 to 255 visible ASCII characters');

/**
 * The effect of an accepted unlink on the link. The last three are faults: `stale` removes it but keeps showing it,
 * `forget` says it is done and removes nothing, `rehearse` does the same and does not even remember the key.
 */
export type UnlinkManner =
  | { readonly type: 'really' }
  | { readonly type: 'stale'; readonly reads: number }
  | { readonly type: 'forget' }
  | { readonly type: 'rehearse' };

/** An unlink call as it arrived, not yet checked. */
export interface UnlinkCall {
  readonly address: unknown;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
  readonly manner: UnlinkManner;
}

/** The parts that an unlink changes. */
export interface UnlinkWorld {
  readonly register: AssetRegister;
  readonly memory: IdempotencyMemory;
  readonly now: () => Date;
  /** Called for every link that was really removed. */
  readonly onRemoved: (asset: ZcaAsset, requestId: string, at: string) => void;
}

/** Checks the call, unlinks once per Idempotency-Key and answers. */
export function unlinkAsset(call: UnlinkCall, world: UnlinkWorld): Answer {
  const address = AssetAddress.safeParse(call.address);
  if (!address.success) return invalid(address.error);
  const key = IdempotencyKey.safeParse(call.idempotencyKey);
  if (!key.success) return invalid(key.error);
  if (typeof call.body === 'string') return badRequest('the body must be a JSON object');
  const body = UnlinkBody.safeParse(call.body);
  if (!body.success) return invalid(body.error);
  const once = () => decide(address.data, body.data, call.manner, world);
  if (call.manner.type === 'rehearse') return once();
  return world.memory.answerOnce(key.data, JSON.stringify([address.data, body.data]), once);
}

function decide(address: AssetAddress, body: UnlinkBody, manner: UnlinkManner, world: UnlinkWorld): Answer {
  const asset = world.register.find(address.kind, address.id);
  if (asset === null) return notLinked(address);
  if (asset.refusal !== undefined) return failure(409, -409, asset.refusal);
  const at = world.now().toISOString();
  removeLink(asset, manner, world.register);
  if (manner.type === 'really' || manner.type === 'stale') world.onRemoved(asset, body.request_id, at);
  return success({ kind: asset.kind, id: asset.id, status: 'unlinked', unlinked_at: at });
}

function removeLink(asset: ZcaAsset, manner: UnlinkManner, register: AssetRegister): void {
  if (manner.type === 'really') register.remove(asset.kind, asset.id);
  if (manner.type === 'stale') register.removeButShow(asset, manner.reads);
}
