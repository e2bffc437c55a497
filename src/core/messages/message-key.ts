const prefix = 'card-';

/** The name under which the post of a request's card is remembered, as long as the request is. */
export function cardMessageKey(requestId: string): string {
  return `${prefix}${requestId}`;
}

export function isCardMessageKey(op: string): boolean {
  return op.startsWith(prefix);
}

/** The request that a message's name tells of; null where it tells of none. */
export function requestIdInKey(op: string): string | null {
  return /UR-[0-9A-Z]+/u.exec(op)?.[0] ?? null;
}
