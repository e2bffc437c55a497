import { Redis } from 'ioredis';
import { AuditAppender } from '../../../src/store/audit-appender.js';
import { AuditKeys } from '../../../src/store/audit-keys.js';
import { Keys } from '../../../src/store/keys.js';

/** Entries to append at once. */
export interface Appending {
  readonly count: number;
  /** One XADD each, without a chain. */
  readonly isPlain: boolean;
}

/** A process that appends to the audit log when it is told to. */
const redis = new Redis(process.argv[2] ?? '');
const keys = new Keys('{bench-audit}');
const auditKeys = new AuditKeys([Buffer.from('bench-audit-key-bench-audit-key')]);
const log = new AuditAppender(redis, keys, { raise: () => undefined }, auditKeys);
const entry = {
  at: 1,
  requestId: 'UR-BENCH',
  action: 'asked',
  actor: 'U0BENCH0000',
  details: { kind: 'oa', queries: ['4318093042839471234'], reason: 'cửa hàng đã đóng' },
} as const;

process.on('message', ({ count, isPlain }: Appending) => {
  const one = () =>
    isPlain ? redis.xadd('{bench-audit}:plain', '*', 'entry', JSON.stringify(entry)) : log.note(entry);
  void Promise.all(Array.from({ length: count }, one)).then(() => process.send?.('done'));
});
