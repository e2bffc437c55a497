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
  args: [...entryArgNames, 'typed', 'person', 'maxTries', 'delivery'],
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
/** A day to one account. */
const answersToStranger = 3;
/** An hour to all: what Zalo lets the bot send is for those who work with it. */
const answersToStrangers = 60;
/** Longer than Zalo and jobs repeat a message. */
const strangerKnownMs = 4 * hourMs;

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

  async confirm(account: Account, person: string, code: string, delivery: string): Promise<LinkAttempt> {
    const { redis, keys, audit, replicas } = this.#options;
    const written = writtenAccount(account);
    const reply = await replicas.holding(() =>
      audit.append(this.#entry('account_linked', person, { account: written }), (args) =>
        confirmScript.run(redis, {
          keys: { ...entryKeys(keys), code: keys.linkCode(person), link: keys.link(written) },
          args: { ...args, typed: code, person, maxTries, delivery },
        }),
      ),
    );
    const [result] = confirmReply.parse(reply);
    if (result === 'ok') return 'confirmed';
    // The log is kept for ever, so an account that tries codes all day makes one entry an hour.
    const mark = { key: keys.look(written, 'link', 'noted'), forMs: hourMs };
    if ((await redis.exists(mark.key)) === 0)
      await audit.note(this.#entry('account_link_refused', person, { account: written, why: result }), mark);
    return result;
  }

  async mayAnswerStranger(account: Account, delivery: string): Promise<boolean> {
    const { redis, keys } = this.#options;
    const isCounted = async (count: string, answered: string, args: { most: number; withinMs: number }) => {
      const reply = await countScript.run(redis, {
        keys: { count, answered: keys.counted(answered) },
        args: { ...args, knownMs: strangerKnownMs },
      });
      return countReply.parse(reply)[0] === 0;
    };
    const own = keys.look(writtenAccount(account), 'stranger', 'count');
    if (!(await isCounted(own, delivery, { most: answersToStranger, withinMs: dayMs }))) return false;
    const all = keys.look('all', 'strangers', 'count');
    return isCounted(all, `${delivery}-of-all`, { most: answersToStrangers, withinMs: hourMs });
  }

  #entry(
    action: Extract<AuditEntry['action'], `account_${string}`>,
    actor: string,
    details: AuditEntry['details'],
  ): AuditEntry {
    return { at: this.#options.now(), requestId: '', action, actor, details };
  }
}
