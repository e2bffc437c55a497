import type { Keys } from './keys.js';

/** The keys that `append-entry.lua` takes, by their names in it. */
export const entryKeyNames = ['audit', 'auditHead'] as const;

/**
 * The arguments that `append-entry.lua` takes, by their names in it: the end of the log as the caller knows it, the end
 * with the entry, and the entry itself.
 */
export const entryArgNames = [
  'expectedHead',
  'expectedMark',
  'nextHead',
  'sequence',
  'entry',
  'entryHash',
] as const;

export type EntryArgs = Readonly<Record<(typeof entryArgNames)[number], string>>;

/** The keys of the audit log, as `append-entry.lua` takes them. */
export function entryKeys({ audit, auditHead }: Keys): Record<(typeof entryKeyNames)[number], string> {
  return { audit, auditHead };
}
