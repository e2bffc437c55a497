import { z } from 'zod';
import type { AuditKeys, Seal } from './audit-keys.js';

/** The beginning of a trimmed log: the last archived entry, and the state of the chain after it. */
export interface AuditCheckpoint {
  readonly sequence: number;
  readonly hash: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The key that the chain last announced, and the strongest seal in it so far. */
  readonly announced: Seal;
  readonly strongest: Seal;
}

/** A checkpoint with its signature: only a holder of `AUDIT_KEY` can move the beginning of the log. */
export interface SignedCheckpoint extends AuditCheckpoint {
  /** The id of the key that signed. */
  readonly key: Seal;
  readonly signature: string;
}

const sealForm = z.string().regex(/^[\w-]{1,64}$/u);
const hashForm = z.string().regex(/^[0-9a-f]{64}$/u);
const form = z.object({
  sequence: z.number().int().positive(),
  hash: hashForm,
  at: z.number(),
  announced: sealForm,
  strongest: sealForm,
  key: sealForm,
  signature: hashForm,
});

/** @throws when there is no key to sign with */
export function signedCheckpoint(checkpoint: AuditCheckpoint, keys: AuditKeys): SignedCheckpoint {
  return { ...checkpoint, ...keys.sign(signedText(checkpoint)) };
}

/** True if a configured key made the signature. */
export function isGenuine(checkpoint: SignedCheckpoint, keys: AuditKeys): boolean {
  return keys.hasSigned(signedText(checkpoint), checkpoint);
}

/** A checkpoint as text; null for any other text. */
export function checkpointIn(text: string): SignedCheckpoint | null {
  try {
    return form.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function checkpointText({
  sequence,
  hash,
  at,
  announced,
  strongest,
  key,
  signature,
}: SignedCheckpoint): string {
  return JSON.stringify({ sequence, hash, at, announced, strongest, key, signature });
}

function signedText({ sequence, hash, at, announced, strongest }: AuditCheckpoint): string {
  return JSON.stringify([sequence, hash, at, announced, strongest]);
}
