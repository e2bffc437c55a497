import type { Answer } from '../zca/answer.js';
import type { Call } from '../zca/gateway.js';
import { listen } from '../zca/listen.js';
import type { Reply } from '../zca/reply.js';
import { failure, html } from './answers.js';
import { answerBot } from './bot-api/bot-api.js';
import { BotDoor } from './bot-api/bot-door.js';
import { PostOffice } from './delivery/post-office.js';
import { type CallName, type FaultKind, Faults } from './faults.js';
import { askConsent, giveTokens } from './oauth/oauth-api.js';
import { type Pair, TokenBook } from './oauth/token-book.js';
import { getOa, messageCs, quotaOf } from './open-api/open-api.js';
import { RateLimit } from './open-api/rate-limit.js';
import { PageDoor, type PageOptions } from './page-door.js';
import { People } from './people.js';
import { Chats, type Message, type Side } from './state/chat.js';
import { Clock } from './state/clock.js';
import { type Person, seedPeople } from './state/people.js';
import { Windows } from './state/windows.js';
import type { Manners, Oa, World } from './world.js';

export type { DeliveryManners, DeliveryRecord } from './delivery/post-office.js';
export type { PlannedFault } from './faults.js';
export type { Button, Message } from './state/chat.js';
export type { Person } from './state/people.js';

/** Options of `startZalo`. */
export interface ZaloOptions {
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly appId: string;
  readonly appSecret: string;
  /** Signs the webhooks; Zalo's console shows it apart from the app's secret. */
  readonly oaSecret: string;
  readonly botToken: string;
  /** The first is the OA that people here write to; left out: one. */
  readonly oas?: readonly Oa[];
  readonly people?: readonly Person[];
  /** The ZCA that `getoa` shows for an OA; left out: none for any. */
  readonly linkedZca?: (oaId: string) => string;
  /** Free replies in 48 h; left out: 8. */
  readonly freeReplies?: number;
  /** Calls a minute; left out: 4,000. */
  readonly callsPerMinute?: number;
  /** The pauses before a webhook is tried again; left out: Zalo's. */
  readonly retryDelaysMs?: readonly number[];
  /** How long a webhook may take; left out: 2 s. */
  readonly answerMs?: number;
  /** Milliseconds since 1970; left out: the real time. */
  readonly now?: () => number;
  /** Left out: no page. */
  readonly page?: PageOptions;
}

/** A running Zalo: its APIs over HTTP, and a test's way to control it. */
export interface LocalZalo {
  /** Serves the OpenAPI, OAuth, the Bot Platform and the phone page alike. */
  readonly url: string;
  readonly oas: readonly Oa[];
  readonly people: People;
  readonly faults: Faults;
  readonly manners: Manners;
  /** The webhook of the app, and how deliveries to it go. */
  readonly office: PostOffice;
  readonly botDoor: BotDoor;
  readonly tokens: TokenBook;
  readonly windows: Windows;
  readonly rateLimit: RateLimit;
  readonly calls: readonly LoggedCall[];
  /** The oldest first; presses of hidden buttons are left out. */
  messages(who: string, side?: Side): readonly Message[];
  /** A pair for an OA, as its first log-in would give. */
  issueTokens(oaId?: string): Pair;
  /** Lets this much time pass for tokens, windows and limits. */
  advance(ms: number): void;
  /**
   * Resolves once the condition holds; conversations are looked at after each message. Rejects after `timeoutMs`, if it is
   * given.
   */
  until(condition: () => boolean, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

export interface LoggedCall {
  readonly name: CallName;
  readonly path: string;
  readonly fault: FaultKind['kind'] | null;
  /** As sent, without tokens in addresses and headers. */
  readonly body: string;
}

/** Zalo's own ladder: 30 s, 5 min, 15 min, 30 min, 1 h. */
const zaloRetryDelaysMs = [30_000, 300_000, 900_000, 1_800_000, 3_600_000];

const seedOas: readonly Oa[] = [{ id: '388613280878808645', name: 'Vận hành ZCA' }];

/**
 * Starts a local Zalo on 127.0.0.1. It plays what Zalo documents; what rests on one source or a guess is in its
 * README.
 */
export async function startZalo(options: ZaloOptions): Promise<LocalZalo> {
  const clock = new Clock(options.now ?? Date.now);
  const { appId: id, appSecret: secret, oaSecret, people = seedPeople, oas = seedOas } = options;
  const office = new PostOffice({
    app: { id, secret, oaSecret },
    clock,
    retryDelaysMs: options.retryDelaysMs ?? zaloRetryDelaysMs,
    answerMs: options.answerMs ?? 2_000,
  });
  const world: World = {
    app: { id, secret },
    ...{ oas, people, clock, office },
    bot: { id: '1459232241454765289', name: 'bot.ZCAVanHanh', token: options.botToken },
    tokens: new TokenBook(clock),
    windows: new Windows(clock, options.freeReplies ?? 8),
    chats: new Chats(),
    faults: new Faults(),
    rateLimit: new RateLimit(clock, options.callsPerMinute ?? 4_000),
    manners: { buttonShape: 'text', isAppLinked: true, isSolvent: true },
    linkedZca: options.linkedZca ?? (() => ''),
  };
  const door = new BotDoor(office);
  const calls: LoggedCall[] = [];
  const closing = new AbortController();
  const phones = new People(world, door);
  const page = options.page === undefined ? null : new PageDoor(world, phones, options.page, closing.signal);
  const server = await listen(
    options.port ?? 0,
    (call) => answer(call, { world, door, page, calls }),
    closing,
  );
  return {
    url: server.url,
    ...{ oas, office, calls },
    people: phones,
    faults: world.faults,
    manners: world.manners,
    botDoor: door,
    tokens: world.tokens,
    windows: world.windows,
    rateLimit: world.rateLimit,
    messages: (who, side = 'oa') => world.chats.of(who, side).filter(({ isHidden }) => !isHidden),
    issueTokens: (oaId = oas[0]?.id ?? '') => world.tokens.issue(oaId),
    advance: (ms) => clock.advance(ms),
    until: (condition, timeoutMs) => until(world.chats, condition, timeoutMs),
    close: async () => {
      office.close();
      door.close();
      await office.idle();
      await server.close();
    },
  };
}

function until(chats: Chats, condition: () => boolean, timeoutMs?: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      stop();
      settle();
    };
    const look = () => {
      if (condition()) end(resolve);
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => end(() => reject(new Error('no message came in time'))), timeoutMs);
    const stop = chats.listen(look);
    look();
  });
}

interface Parts {
  readonly world: World;
  readonly door: BotDoor;
  readonly page: PageDoor | null;
  readonly calls: LoggedCall[];
}

interface Found {
  readonly name: CallName;
  /** Without the bot's token. */
  readonly path: string;
  readonly work: () => Answer | Promise<Answer>;
}

async function answer(call: Call, { world, door, page, calls }: Parts): Promise<Reply> {
  if (call.method === 'GET' && call.url.pathname === '/v4/oa/permission')
    return whole(askConsent(call, world));
  const found = findCall(call, { world, door });
  if (found === null) return whole((await page?.answer(call)) ?? failure(-404, 'Not found'));
  const fault = world.faults.take(found.name);
  calls.push({
    name: found.name,
    path: found.path,
    fault: fault?.kind ?? null,
    body: found.name === 'access_token' ? '' : (call.bodyText ?? ''),
  });
  return fault === null ? whole(await found.work()) : misbehave(fault, found.work);
}

const operations: Readonly<
  Record<string, { readonly name: CallName; readonly work: (call: Call, world: World) => Answer }>
> = {
  'POST /v4/oa/access_token': { name: 'access_token', work: giveTokens },
  'GET /v2.0/oa/getoa': { name: 'getoa', work: getOa },
  'POST /v3.0/oa/message/cs': { name: 'message_cs', work: messageCs },
  'POST /v3.0/oa/quota/message': { name: 'quota', work: quotaOf },
};

function findCall(call: Call, { world, door }: Pick<Parts, 'world' | 'door'>): Found | null {
  const path = call.url.pathname;
  const operation = operations[`${call.method} ${path}`];
  if (operation !== undefined) return { name: operation.name, path, work: () => operation.work(call, world) };
  const [, token, method] = /^\/bot([^/]+)\/(\w+)$/u.exec(path) ?? [];
  if (token === undefined || method === undefined) return null;
  return {
    name: method === 'sendMessage' ? 'bot_send' : 'bot_other',
    path: `/bot/${method}`,
    work: () => answerBot(method, decodeURIComponent(token), call, { world, door }),
  };
}

async function misbehave(fault: FaultKind, work: Found['work']): Promise<Reply> {
  switch (fault.kind) {
    case 'drop_before':
      return { type: 'drop' };
    case 'drop_after':
      await work();
      return { type: 'drop' };
    case 'hang':
      return { type: 'hang' };
    case 'hang_after':
      await work();
      return { type: 'hang' };
    case 'status':
      return whole(html(fault.status, `<h1>${fault.status}</h1>`));
    case 'html':
      return whole(html(200, '<h1>Bảo trì</h1>'));
    case 'error':
      return whole(failure(fault.error, fault.message ?? 'as the fault says'));
  }
}

function whole(given: Answer): Reply {
  return { type: 'answer', answer: given };
}
