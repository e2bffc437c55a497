const prefix = 'card-';

/** The key under which a request's card is remembered for as long as the request exists. */
export function cardMessageKey(requestId: string): string {
  return `${prefix}${requestId}`;
}

export function isCardMessageKey(op: string): boolean {
  return op.startsWith(prefix);
}

/** The request a message key belongs to; null if none. */
export function requestIdInKey(op: string): string | null {
  return /UR-[0-9A-Z]+/u.exec(op)?.[0] ?? null;
}
