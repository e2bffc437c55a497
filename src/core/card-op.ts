const prefix = 'card-';

/** The name under which the post of a request's card is remembered, as long as the request is. */
export function cardOp(requestId: string): string {
  return `${prefix}${requestId}`;
}

export function isCardOp(op: string): boolean {
  return op.startsWith(prefix);
}
