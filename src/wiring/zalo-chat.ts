import { giveUp, type Heard, hear } from '../chat/zalo/inbound/heard.js';
import type { ZaloMessenger } from '../chat/zalo/outbound/messenger.js';
import { ZaloSurface } from '../chat/zalo/outbound/zalo-surface.js';
import type { Config } from '../config/schema.js';
import type { RichText } from '../core/messages/rich-text.js';
import { type Account, homeOf, type ZaloSurface as ZaloName } from '../core/person/accounts.js';
import { isGroup } from '../core/request/permission.js';
import { ChatOfSurfaces } from '../flow/chat-of-surfaces.js';
import { connectAnswer } from '../flow/connect.js';
import type { Chat, ChatPeople, Surface } from '../flow/ports/chat.js';
import type { Log } from '../flow/ports/log.js';
import type { Ports } from '../flow/ports/ports.js';
import type { Queues } from '../jobs/queues.js';
import { createQueries } from '../queries/answer-query.js';
import { auditedQueries } from '../queries/audited-queries.js';
import { resolveWithin, withTimeout } from '../shared/with-timeout.js';
import { RedisActionCodes } from '../store/action-codes.js';
import { RedisBudgetCounter } from '../store/budget-counter.js';
import type { RedisClient } from '../store/redis-client.js';
import { now, type Parts } from './components.js';
import { oaWindowOf } from './zalo-limits.js';

/** By surface, in the order in which a person with several accounts is reached. */
export type ZaloMessengers = ReadonlyMap<ZaloName, ZaloMessenger>;

interface From {
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly log: Log;
}

/** A message in Zalo waits this long for a name that only Slack knows. */
const nameMs = 2_000;
/** The bot waits this long for Slack to say that a person who writes in Zalo is still there. */
const personMs = 3_000;

/** Zalo's side of the chat. */
export function zaloSurfaceOf(
  config: Config,
  messengers: ZaloMessengers,
  { redis, parts, log }: From,
): ZaloSurface {
  const window = oaWindowOf(config, parts);
  const { keys, words, directory, links, journal, people, chatPeople, policies, operators, messages } = parts;
  const nameOf = async (id: string) => {
    if (homeOf(id).surface !== 'slack') return null;
    const looked = (isGroup(id) ? people.groupName(id) : people.personName(id)).catch(() => null);
    const name = await withTimeout(nameMs, looked);
    return name === 'late' ? null : name;
  };
  return new ZaloSurface({
    codes: new RedisActionCodes(redis, keys),
    people: chatPeople,
    windowEnd: async (account) => (account.surface === 'zalo' ? window.endOf(account) : null),
    ...{ messengers, words, directory, links, journal, nameOf, policies, operators, messages, now, log },
  });
}

/** Slack, if the bot has it, and Zalo as one chat. */
export function chatOfSurfaces(
  config: Config,
  slack: (Surface & ChatPeople & Pick<Chat, 'linkTo'>) | null,
  zalo: ZaloSurface,
  { parts, log }: From,
): Chat {
  return new ChatOfSurfaces({
    hasCardsChannel: config.slack.cardsChannel !== null,
    directory: parts.directory,
    alerts: parts.alerts,
    // A process that stops need not wait for it: the repair shows what is missing.
    later: (ms, act) => setTimeout(act, ms).unref(),
    ...{ slack, zalo, log },
  });
}

/** Takes in what people send in Zalo. */
export interface Hearing {
  readonly hear: (heard: Heard) => Promise<void>;
  /** Tells whoever sent it that it could not be done, and sees to it that it is not done later. */
  readonly giveUp: (heard: Heard) => Promise<void>;
}

export function hearingOf(
  config: Config,
  zalo: ZaloSurface,
  { redis, parts, jobs, ports, log }: From & { readonly jobs: Queues; readonly ports: Ports },
): Hearing {
  const { keys, words, directory, links, store, index, policies, messages, chatPeople } = parts;
  const looking = { store, index, zca: ports.zca, policies, chat: chatPeople, now, log };
  const hearPorts = {
    codes: new RedisActionCodes(redis, keys),
    budgets: new RedisBudgetCounter(redis, keys, config.policy.budgets),
    question: auditedQueries(createQueries(looking), parts.queryAudit),
    connect: (user: string) => connectAnswer(user, { directory, links, log }),
    say: (op: string, account: Account, phrases: readonly RichText[]) => zalo.say(op, account, phrases),
    people: {
      person: (id: string) =>
        resolveWithin(personMs, chatPeople.person(id), () => new Error('Slack did not answer')),
    },
    ...{ directory, links, jobs, store, policies, messages, now, log },
  };
  const hearing = async (heard: Heard) => {
    const account = { surface: heard.surface, id: heard.account };
    // Strangers' words are not kept: there is no end of them.
    const isKnown = directory.owner(account) !== null;
    if (isKnown) await words.heard(account, Math.min(heard.at, now()));
    await hear(heard, hearPorts);
    if (!isKnown) return;
    for (const id of await words.takeMissed(account)) {
      const request = await store.get(id);
      if (request?.status === 'pending') await ports.chat.ensureCard(request);
    }
  };
  return { hear: hearing, giveUp: (heard) => giveUp(heard, hearPorts) };
}
