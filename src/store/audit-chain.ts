import type { AuditEntry } from '../core/request/audit-entry.js';
import type { AuditCheckpoint } from './audit-checkpoint.js';
import { type AuditKeys, noAuditKeys, type Seal, unkeyed } from './audit-keys.js';

/** The place of the newest entry: its sequence number (0 if there is none) and its hash. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface AuditLine extends AuditHead {
  readonly entry: string;
}

export const emptyHead: AuditHead = { sequence: 0, hash: '' };

const headForm = /^(\d{1,15}):([0-9a-f]{64})$/u;

/** Reads a head such as `4711:ab…`; null for any other text. */
export function headIn(text: string): AuditHead | null {
  const [, sequence, hash] = headForm.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), hash };
}

/** The stored head is unreadable: nothing can be appended to a log whose end is unknown. */
export class UnreadableHead extends Error {
  override readonly name = 'UnreadableHead';

  constructor() {
    super('the stored end of the audit log cannot be read');
  }
}

/** @throws {UnreadableHead} */
export function parseHead(text: string): AuditHead {
  const head = text === '' ? emptyHead : headIn(text);
  if (head === null) throw new UnreadableHead();
  return head;
}

export function formatHead(head: AuditHead): string {
  return head.sequence === 0 ? '' : `${head.sequence}:${head.hash}`;
}

/** The line after `head`: its hash covers the previous hash and its own text, with the newest key if there is one. */
export function nextLine(head: AuditHead, entry: AuditEntry, keys: AuditKeys = noAuditKeys): AuditLine {
  const text = JSON.stringify(entry);
  return { sequence: head.sequence + 1, entry: text, hash: keys.hash(head.hash, text) };
}

/** The entry that switches the chain to another key; it is itself chained with that key. */
export function keyChange(key: Seal, before: Seal | null, at: number): AuditEntry {
  const details = { key, before: before ?? 'unknown' };
  return { at, requestId: '', action: 'audit_key_changed', actor: 'bot', details };
}

/**
 * `key_unknown`: the entry was chained with a key that is not configured, so neither it nor its successors can be
 * checked. `head_differs`: the entries are intact, but the stored head is not that of the last one.
 * `checkpoint_forged`: the beginning of the trimmed log is not signed with a configured key.
 */
export type AuditProblem =
  | 'missing'
  | 'out_of_order'
  | 'changed'
  | 'cut_short'
  | 'key_unknown'
  | 'head_differs'
  | 'checkpoint_forged';

export type AuditVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly sequence: number; readonly problem: AuditProblem };

/** Consecutive entries chained in the same way. */
export interface ChainSegment {
  readonly seal: Seal;
  readonly from: number;
  readonly to: number;
}

/** Checks a chain line by line from its first line, until it breaks. */
export class ChainCheck {
  readonly #keys: AuditKeys;
  readonly #stretches: ChainSegment[] = [];
  readonly #from: AuditCheckpoint | null;
  #head = emptyHead;
  #announced: Seal = unkeyed;
  #broken: AuditVerdict | null = null;

  /** `from`: the checkpoint that a trimmed chain begins at. */
  constructor(keys: AuditKeys, from: AuditCheckpoint | null = null) {
    this.#keys = keys;
    this.#from = from;
    if (from === null) return;
    this.#head = { sequence: from.sequence, hash: from.hash };
    this.#announced = from.announced;
  }

  /** The checkpoint that the chain begins at; null: it begins with entry 1. */
  get from(): AuditCheckpoint | null {
    return this.#from;
  }

  /** The state of the chain after its last line, for a checkpoint there. */
  checkpoint(at: number): AuditCheckpoint {
    const { sequence, hash } = this.#head;
    return { sequence, hash, at, announced: this.#announced, strongest: this.#strongest };
  }

  get #strongest(): Seal {
    return this.#stretches.reduce(
      (best, { seal }) => (this.#keys.isWeaker(seal, best) ? best : seal),
      this.#from?.strongest ?? unkeyed,
    );
  }

  /** The last line that fitted. */
  get head(): AuditHead {
    return this.#head;
  }

  get verdict(): AuditVerdict {
    return this.#broken ?? { ok: true, entries: this.#head.sequence };
  }

  get stretches(): readonly ChainSegment[] {
    return this.#stretches;
  }

  /** Segments that prove less than an earlier one: written without the newest key, by the bot or by anybody. */
  get weaker(): readonly ChainSegment[] {
    let best = this.#from?.strongest ?? unkeyed;
    return this.#stretches.filter(({ seal }) => {
      if (this.#keys.isWeaker(seal, best)) return true;
      best = seal;
      return false;
    });
  }

  /** Returns false once the chain is broken: later lines prove nothing. */
  follow(line: AuditLine): boolean {
    if (this.#broken !== null) return false;
    const expected = this.#head.sequence + 1;
    if (line.sequence > expected) return this.#break(expected, 'missing');
    if (line.sequence < expected) return this.#break(line.sequence, 'out_of_order');
    const seal = this.#keys.sealOf(this.#head.hash, line.entry, line.hash);
    this.#announced = announcedKey(line.entry) ?? this.#announced;
    if (seal === null)
      return this.#break(line.sequence, this.#keys.holds(this.#announced) ? 'changed' : 'key_unknown');
    this.#head = line;
    this.#extend(seal);
    return true;
  }

  #extend(seal: Seal): void {
    const last = this.#stretches.at(-1);
    const { sequence } = this.#head;
    if (last?.seal === seal) this.#stretches[this.#stretches.length - 1] = { ...last, to: sequence };
    else this.#stretches.push({ seal, from: sequence, to: sequence });
  }

  #break(sequence: number, problem: AuditProblem): false {
    this.#broken = { ok: false, sequence, problem };
    return false;
  }
}

/** The key that an entry announces for the rest of the chain; null for every other entry. */
function announcedKey(text: string): Seal | null {
  if (!text.includes('"audit_key_changed"')) return null;
  try {
    const { action, details } = JSON.parse(text);
    return action === 'audit_key_changed' && typeof details?.key === 'string' ? details.key : null;
  } catch {
    return null;
  }
}
