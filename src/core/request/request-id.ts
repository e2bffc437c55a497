/** Crockford's base 32: characters that people do not confuse when they read them aloud or copy them. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Of the part after the dash. */
const lengths = [4, 5, 6, 8, 12] as const;

/** The shortest id to give after so many restores of Redis: shorter ones may be on messages of lost requests. */
export function shortestIdAfter(restores: number): number {
  return 'UR-'.length + (lengths[Math.min(restores, lengths.length - 1)] ?? 0);
}

/**
 * The ids a request may take, shortest first, derived from a hash of at least 32 hex digits. A repeated delivery
 * yields the same ids and so finds its own request.
 */
export function requestIds(delivery: string): string[] {
  const symbols = [...(delivery.match(/[0-9a-f]{2}/gu) ?? [])].map(
    (byte) => alphabet[Number.parseInt(byte, 16) % 32],
  );
  return lengths.map((length) => `UR-${symbols.slice(0, length).join('')}`);
}

export function isRequestId(text: string): boolean {
  return /^UR-[0-9A-HJKMNP-TV-Z]{4,12}$/u.test(text);
}
