import type { Command } from './history.js';

/**
 * Counts a repeated delivery once: it was made with the first one, and is acknowledged if any of them was.
 */
export function distinct<T extends Pick<Command, 'key' | 'at' | 'isAcknowledged'>>(
  deliveries: readonly T[],
): T[] {
  const kept = new Map<string, T>();
  for (const delivery of deliveries) {
    const known = kept.get(delivery.key);
    const at = Math.min(known?.at ?? delivery.at, delivery.at);
    const isAcknowledged = known?.isAcknowledged === true || delivery.isAcknowledged;
    kept.set(delivery.key, { ...(known ?? delivery), at, isAcknowledged });
  }
  return [...kept.values()];
}
