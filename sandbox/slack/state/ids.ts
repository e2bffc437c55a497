import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An object id in Slack's style, for instance `V0A1B2C3D4E`. */
export function newId(prefix: string): string {
  return prefix + Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** A secret for an address or a ticket. */
export function newSecret(): string {
  return randomBytes(16).toString('hex');
}

/** A `block_id` as Slack assigns it when the app gave none: five characters. */
export function newBlockId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
