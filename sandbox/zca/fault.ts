import { z } from 'zod';
import { AssetId, Kind } from './asset.js';
import { operations } from './route.js';

const AnyOperation = z.enum([...operations, 'getoa', 'look']);

/** The calls that a fault meets, and their number. */
const Match = {
  /** Left out: any operation but `look`, which callers send on a timer. */
  operation: AnyOperation.exactOptional(),
  /** Left out: any kind. A list call has the kind it filters by, if any. */
  kind: Kind.exactOptional(),
  /** Left out: any asset. A list call has no id. */
  id: AssetId.exactOptional(),
  /** The fault is used up after this many calls. */
  times: z.union([z.int().positive(), z.literal('always')]).default(1),
};

/** Does the real work first and fails afterwards: the caller cannot know it was done. */
const applyFirst = z.boolean().default(false);
const Milliseconds = z.int().nonnegative();

/**
 * One way to misbehave. `delay`, `slow_body`, `huge_body`, `drop_midway` and `drop_after` do the real work; the others
 * do it only with `applyFirst`.
 */
export const Fault = z.discriminatedUnion('type', [
  /** Waits before the work (`applyFirst`: after it), then answers as usual, even if the caller has left. */
  z.strictObject({ type: z.literal('delay'), ...Match, delayMs: Milliseconds, applyFirst }),
  /** Never answers. */
  z.strictObject({ type: z.literal('hang'), ...Match, applyFirst }),
  /** Answers with this HTTP status, in the envelope; `error` defaults to the contract's code for it. */
  z.strictObject({
    type: z.literal('status'),
    ...Match,
    status: z.int().min(400).max(599),
    error: z.int().exactOptional(),
    message: z.string().exactOptional(),
    applyFirst,
  }),
  /** HTTP 200 whose envelope carries a failure. */
  z.strictObject({
    type: z.literal('error_in_200'),
    ...Match,
    error: z.int().refine((code) => code !== 0, 'error 0 means success'),
    message: z.string().exactOptional(),
    applyFirst,
  }),
  /** 429 / -32 with Retry-After. */
  z.strictObject({ type: z.literal('ratelimited'), ...Match, retryAfterSeconds: Milliseconds.default(1) }),
  /** Destroys the socket without doing anything. */
  z.strictObject({ type: z.literal('drop_before'), ...Match }),
  /** Does the work, then destroys the socket without an answer. */
  z.strictObject({ type: z.literal('drop_after'), ...Match }),
  /** Does the work, sends half of the answer, then destroys the socket. */
  z.strictObject({ type: z.literal('drop_midway'), ...Match }),
  /** An HTML page in place of JSON. */
  z.strictObject({
    type: z.literal('html'),
    ...Match,
    status: z.int().min(200).max(599).default(502),
    applyFirst,
  }),
  /** Broken JSON: cut short, another shape, the id as a number, or another asset's id. */
  z.strictObject({
    type: z.literal('nonsense'),
    ...Match,
    variant: z.enum(['truncated_json', 'wrong_shape', 'number_id', 'other_id', 'empty']),
    applyFirst,
  }),
  /** The right answer, padded to this many bytes. */
  z.strictObject({
    type: z.literal('huge_body'),
    ...Match,
    bytes: z.int().positive().default(20_000_000),
  }),
  /** The right answer, sent slowly over this time. */
  z.strictObject({ type: z.literal('slow_body'), ...Match, durationMs: Milliseconds.default(5_000) }),
  /** A list whose pages never end: `same` repeats one cursor, `fresh` makes a new one each time. */
  z.strictObject({
    type: z.literal('next_page_loop'),
    ...Match,
    operation: z.literal('list').default('list'),
    times: Match.times.unwrap().default('always'),
    cursor: z.enum(['same', 'fresh']).default('fresh'),
  }),
  /** Really unlinks, but this many more reads and lists show the link. */
  z.strictObject({
    type: z.literal('stale_read'),
    ...Match,
    operation: z.literal('unlink').default('unlink'),
    reads: z.int().positive().default(1),
  }),
  /** Says the asset is unlinked, for a repeated key too, but never removes the link. */
  z.strictObject({
    type: z.literal('not_applied'),
    ...Match,
    operation: z.literal('unlink').default('unlink'),
  }),
]);

/** A fault with all its defaults filled in. */
export type Fault = z.output<typeof Fault>;

/** A fault as people write it: whatever has a default may be left out. */
export type FaultOrder = z.input<typeof Fault>;
