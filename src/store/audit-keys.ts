import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How an entry is chained to its predecessor: the id of the key, or `unkeyed`, which anybody can make. */
export type Seal = string;
export const unkeyed: Seal = 'unkeyed';

interface AuditKey {
  /** Names the key in the log and reveals nothing of the secret. */
  readonly id: string;
  readonly secret: Uint8Array;
}

/**
 * The keys of the audit log's chain. The first one chains new entries; the others only verify old ones, most recently
 * retired first. Redis never holds a key. Without one the chain is plain SHA-256.
 */
export class AuditKeys {
  readonly #keys: readonly AuditKey[];

  constructor(secrets: readonly Uint8Array[]) {
    this.#keys = secrets.map((secret) => ({ id: idOf(secret), secret }));
  }

  /** The seal of new entries. */
  get seal(): Seal {
    return this.#keys[0]?.id ?? unkeyed;
  }

  /** The hash of an entry whose predecessor has the hash `previous`; both in hexadecimal. */
  hash(previous: string, entry: string): string {
    return hashWith(this.#keys[0], previous, entry);
  }

  /** The seal of an entry; null if neither a configured key nor plain SHA-256 makes this hash. */
  sealOf(previous: string, entry: string, hash: string): Seal | null {
    const key = this.#keys.find((each) => hashWith(each, previous, entry) === hash);
    if (key !== undefined) return key.id;
    return hashWith(undefined, previous, entry) === hash ? unkeyed : null;
  }

  /** Signs a text with the newest key. @throws when there is none */
  sign(text: string): { readonly key: Seal; readonly signature: string } {
    const [newest] = this.#keys;
    if (newest === undefined) throw new Error('there is no key to sign with');
    return { key: newest.id, signature: signatureOf(newest, text) };
  }

  /** True if a configured key made this signature. */
  hasSigned(text: string, { key, signature }: { readonly key: Seal; readonly signature: string }): boolean {
    const signer = this.#keys.find(({ id }) => id === key);
    if (signer === undefined) return false;
    return timingSafeEqual(Buffer.from(signatureOf(signer, text)), Buffer.from(signature));
  }

  holds(seal: Seal): boolean {
    return seal === unkeyed || this.#keys.some(({ id }) => id === seal);
  }

  /** True if an entry chained with `seal` proves less than one chained with `other`; the newest key proves most. */
  isWeaker(seal: Seal, other: Seal): boolean {
    return this.#rank(seal) > this.#rank(other);
  }

  #rank(seal: Seal): number {
    const at = this.#keys.findIndex(({ id }) => id === seal);
    return at === -1 ? this.#keys.length : at;
  }
}

export const noAuditKeys = new AuditKeys([]);

function hashWith(key: AuditKey | undefined, previous: string, entry: string): string {
  const hash = key === undefined ? createHash('sha256') : createHmac('sha256', key.secret);
  return hash.update(`${previous}\n${entry}`).digest('hex');
}

/** Differs from every hash of an entry, which begins with a hash or a line break. */
function signatureOf({ secret }: AuditKey, text: string): string {
  return createHmac('sha256', secret).update(`zca-unlink audit checkpoint\n${text}`).digest('hex');
}

function idOf(secret: Uint8Array): string {
  return createHmac('sha256', secret).update('zca-unlink audit key').digest('hex').slice(0, 12);
}
