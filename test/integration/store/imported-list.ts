import type { RegisterEntry } from '../../../src/core/asset/asset-register.js';
import type { RedisAssetRegister, RegisterSnapshot } from '../../../src/store/asset-register.js';
import { AuditAppender } from '../../../src/store/audit-appender.js';
import type { Keys } from '../../../src/store/keys.js';
import type { RedisClient } from '../../../src/store/redis-client.js';

/** Replaces the list that was read, as an import does; false if it has changed since. */
export function imported(
  register: RedisAssetRegister,
  read: RegisterSnapshot,
  next: readonly RegisterEntry[],
  { redis, keys }: { readonly redis: RedisClient; readonly keys: Keys },
): Promise<boolean> {
  const log = new AuditAppender(redis, keys, { raise: () => undefined });
  const entry = {
    at: 1,
    requestId: '',
    action: 'assets_imported',
    actor: 'tester@host',
    details: {},
  } as const;
  return register.replace(read, next, entry, log);
}
