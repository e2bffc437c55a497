import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Account, writtenAccount } from '../core/person/accounts.js';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { AccountLinks, LinkAttempt, LinkCode } from '../flow/ports/account-links.js';
import type { Replicas } from '../flow/ports/store.js';
import { entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import type { AuditAppender } from './audit-appender.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const confirmScript = new Script({
  files: ['append-entry.lua', 'confirm-link.lua'],
  keys: [...entryKeyNames, 'code', 'link'],
  args: [...entryArgNames, 'typed', 'person', 'maxTries'],
});
const confirmReply = z.tuple([z.enum(['ok', 'no_code', 'wrong', 'too_many'])]);

const countScript = new Script({
  files: ['budget.lua'],
  keys: ['count', 'answered'],
  args: ['most', 'withinMs', 'knownMs'],
});
const countReply = z.tuple([z.number(), z.number()]);

/** Long enough to pick up the phone. */
const codeMs = 10 * 60_000;
const maxTries = 5;
const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
const answersToStrangers = 3;

export interface RedisAccountLinksOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly audit: AuditAppender;
  readonly replicas: Replicas;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Keeps links and their one-time codes in Redis. */
export class RedisAccountLinks implements AccountLinks {
  readonly #options: RedisAccountLinksOptions;

  constructor(options: RedisAccountLinksOptions) {
    this.#options = options;
  }

  async newCode(person: string): Promise<LinkCode> {
    const { redis, keys, now } = this.#options;
    const code = String(randomInt(100_000_000)).padStart(8, '0');
    const key = keys.linkCode(person);
    await redis.multi().del(key).hset(key, { code, tries: 0 }).pexpire(key, codeMs).exec();
    return { code, until: now() + codeMs };
  }

  confirmedTo(account: Account): Promise<string | null> {
    const { redis, keys } = this.#options;
    return redis.get(keys.link(writtenAccount(account)));
  }

  async confirm(account: Account, person: string, code: string): Promise<LinkAttempt> {
    const { redis, keys, audit, replicas } = this.#options;
    const written = writtenAccount(account);
    const reply = await replicas.holding(() =>
      audit.append(this.#entry('account_linked', person, { account: written }), (args) =>
        confirmScript.run(redis, {
          keys: { ...entryKeys(keys), code: keys.linkCode(person), link: keys.link(written) },
          args: { ...args, typed: code, person, maxTries },
        }),
      ),
    );
    const [result] = confirmReply.parse(reply);
    if (result === 'ok') return 'confirmed';
    // Whoever tries codes all day makes one entry an hour, since the log is kept for ever.
    const mark = { key: keys.look(written, 'link', 'noted'), forMs: hourMs };
    if ((await redis.exists(mark.key)) === 0)
      await audit.note(this.#entry('account_link_refused', person, { account: written, why: result }), mark);
    return result;
  }

  async mayAnswerStranger(account: Account, delivery: string): Promise<boolean> {
    const { redis, keys } = this.#options;
    const [until] = countReply.parse(
      await countScript.run(redis, {
        keys: {
          count: keys.look(writtenAccount(account), 'stranger', 'count'),
          answered: keys.counted(delivery),
        },
        args: { most: answersToStrangers, withinMs: dayMs, knownMs: dayMs },
      }),
    );
    return until === 0;
  }

  #entry(
    action: Extract<AuditEntry['action'], `account_${string}`>,
    actor: string,
    details: AuditEntry['details'],
  ): AuditEntry {
    return { at: this.#options.now(), requestId: '', action, actor, details };
  }
}
