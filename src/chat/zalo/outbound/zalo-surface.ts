import { type CodeChoice, codeChoices } from '../../../core/command/zalo-text.js';
import { requestIdInKey } from '../../../core/messages/message-key.js';
import type { PrivateMessage, ThreadMessage } from '../../../core/messages/private-message.js';
import type { RichText } from '../../../core/messages/rich-text.js';
import {
  type Account,
  surfaceOf,
  writtenAccount,
  type ZaloSurface as ZaloName,
} from '../../../core/person/accounts.js';
import { type Directory, homeSurface } from '../../../core/person/directory.js';
import { assetsToVerifyFor } from '../../../core/request/asset-rules.js';
import { unmetJoins } from '../../../core/request/joins.js';
import { isGroup } from '../../../core/request/permission.js';
import { type Policies, type Policy, policyFor } from '../../../core/request/policy.js';
import {
  type CardRequest,
  decisionOf,
  type Finished,
  isFinished,
  isUnseen,
  peopleIn,
  requestersOf,
} from '../../../core/request/request.js';
import { canRetry, retriedAssets } from '../../../core/request/run-outcomes.js';
import { canBeStopped } from '../../../core/request/stop-transition.js';
import { confirmedAccounts } from '../../../flow/known-sender.js';
import { readApprovers, readGroups } from '../../../flow/permission.js';
import type { AccountLinks } from '../../../flow/ports/account-links.js';
import type { ActionCodes } from '../../../flow/ports/action-codes.js';
import type { ChatPeople, Recipient, Surface, TellsEach } from '../../../flow/ports/chat.js';
import type { Log } from '../../../flow/ports/log.js';
import type { MessageRef, PostEntry, PostJournal } from '../../../flow/ports/message-delivery.js';
import type { LastWords } from '../../../flow/ports/zalo-usage.js';
import { CannotPost, TryLater } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { notePhrases, threadPhrases } from '../messages/answer-phrases.js';
import type { ZaloButton } from '../messages/oa-message.js';
import { mentionedIn, plain } from '../messages/plain.js';
import { cardPhrases, resultPhrases, short, statePhrases } from '../messages/request-phrases.js';
import type { ZaloMessenger } from './messenger.js';

export interface ZaloSurfaceOptions {
  /** By surface, in the order in which a person with several accounts is reached. */
  readonly messengers: ReadonlyMap<ZaloName, ZaloMessenger>;
  readonly directory: Directory;
  readonly links: AccountLinks;
  readonly codes: Pick<ActionCodes, 'offer'>;
  readonly journal: PostJournal;
  readonly words: Pick<LastWords, 'of' | 'missed'>;
  /** Until when an account can be written to without a new word of its owner's; null: for ever, or not known. */
  readonly windowEnd: (account: Account) => Promise<number | null>;
  readonly people: ChatPeople;
  /** The name of a person or group that other chats know; null: unknown. Never rejects. */
  readonly nameOf: (id: string) => Promise<string | null>;
  readonly policies: Policies;
  readonly operators: readonly string[];
  readonly messages: Messages;
  readonly now: () => number;
  readonly log: Log;
}

/** A message whose sending began this long ago, and of which nothing more is known, is sent again. */
const settleMs = 30_000;
/** Another step that sends the same message is mostly done by then. */
const lookAgainMs = 500;
/** A decision is still asked for this long before the bot can no longer write to whoever may make it. */
const beforeWindowEndMs = 2 * 60 * 60_000;
/** A message names no more people than this. */
const mostNamed = 10;

/**
 * Tells people in Zalo what they must know of a request. Messages there cannot be changed, so each state is a new
 * message to each person, once. Whoever decides gets a code, since a press is a text that anybody could type.
 */
export class ZaloSurface implements Surface, TellsEach {
  readonly #options: ZaloSurfaceOptions;

  constructor(options: ZaloSurfaceOptions) {
    this.#options = options;
  }

  async showCard(request: CardRequest): Promise<void> {
    if (request.status === 'pending') await this.#showPending(request);
    else if (!isFinished(request)) await this.#showState(request);
  }

  async ensureCard(request: CardRequest): Promise<boolean> {
    if (request.status !== 'pending') return false;
    const deciders = await this.#deciders(request);
    const missing = await Promise.all(
      deciders.map(async (person) => {
        if (request.approvals.some(({ by }) => by === person)) return false;
        const accounts = await this.#reach(person);
        if (accounts.length === 0) return false;
        const entry = await this.#options.journal.read(cardOp(request, person));
        return entry === null || (await this.#isToTryAgain(entry, accounts));
      }),
    );
    if (!missing.includes(true)) {
      await this.#remindBeforeWindowsEnd(request);
      return false;
    }
    await this.#showPending(request);
    return true;
  }

  async unreachable(request: CardRequest, isInSlack: boolean): Promise<readonly string[]> {
    if (request.status !== 'pending') return [];
    const policy = this.#policy(request);
    const ports = { chat: this.#options.people };
    // The bot does not know who may approve if it cannot read a group.
    const all = await readApprovers(policy, requestersOf(request), ports).catch(() => []);
    const given = new Set(request.approvals.map(({ by }) => by));
    const waiting = [...all].filter((person) => !given.has(person));
    const lost: string[] = [];
    for (const person of waiting)
      if (!(isInSlack && homeSurface(person) === 'slack') && (await this.#isLost(request, person)))
        lost.push(person);
    return waiting.length - lost.length < policy.approvals - given.size ? lost.slice(0, mostNamed) : [];
  }

  /** True if no message about the request reaches the person here; false also while one is still on its way. */
  async #isLost(request: CardRequest, person: string): Promise<boolean> {
    if ((await this.#reach(person)).length === 0) return true;
    const entry = await this.#options.journal.read(cardOp(request, person));
    return entry?.type === 'posted' && unreachedSince(entry.message) !== null;
  }

  async #remindBeforeWindowsEnd(request: Extract<CardRequest, { status: 'pending' }>): Promise<void> {
    const { messages, now, windowEnd } = this.#options;
    const approvers = await this.#approvers(request, this.#policy(request));
    const waiting = approvers.filter((person) => !request.approvals.some(({ by }) => by === person));
    await this.#toEach(waiting, async (person) => {
      const ends = await Promise.all((await this.#reach(person)).map(windowEnd));
      const known = ends.filter((end) => end !== null);
      // Somebody with an account that has no window can be reached later too.
      if (known.length === 0 || known.length < ends.length) return;
      const end = Math.max(...known);
      if (end >= request.expiresAt || now() >= end || now() < end - beforeWindowEndMs) return;
      const op = `zalo-window-${request.id}-${request.listRevision}-${end}-${person}`;
      await this.#post(op, person, request, choicesOf(request, 'approver'), () => [
        messages.zalo.windowEnds(request, end),
      ]);
    });
  }

  async postResult(request: Finished): Promise<void> {
    const policy = this.#policy(request);
    const approvers = canRetry(request) ? await this.#approvers(request, policy) : [];
    await this.#toEach(await this.#concerned(request), async (person) => {
      const op = `zalo-result-${request.id}-${request.round}-${person}`;
      const choices: CodeChoice[] = approvers.includes(person) ? ['retry'] : [];
      await this.#post(op, person, request, choices, () => resultPhrases(request, this.#options.messages));
    });
  }

  async showWork(): Promise<void> {
    // Operators have their task in Slack; here they are only reminded.
  }

  async ensureWork(): Promise<boolean> {
    return false;
  }

  async postEvidence(): Promise<void> {
    // Pictures stay in Slack and in the audit log.
  }

  async postInThread(request: CardRequest, note: ThreadMessage): Promise<void> {
    const people = await this.#listeners(request, note);
    if (people.length === 0) return;
    const phrases = threadPhrases(request, note, this.#options.messages);
    if (phrases.length === 0) return;
    const isReminder = note.type === 'reminder' && request.status === 'pending';
    await this.#toEach(people, async (person) => {
      const op = `zalo-${noteKey(request, note)}-${person}`;
      const choices = isReminder ? choicesOf(request, 'approver') : [];
      await this.#post(op, person, request, choices, () => phrases);
    });
  }

  async tell(op: string, to: Recipient, note: PrivateMessage): Promise<void> {
    const at = to.place === null ? null : surfaceOf(to.place.channel);
    const accounts = (await this.#reach(to.user)).filter(({ surface }) => at === null || surface === at);
    const { messages } = this.#options;
    const isSent = await this.#send(op, accounts, async () => ({ phrases: notePhrases(note, messages) }));
    if (!isSent)
      this.#options.log.error('private_message.not_sent', 'could not message a person', {
        user: to.user,
        what: note.type,
      });
  }

  /** Says something to an account, whoever has it, once. Throws {TryLater}. */
  async say(op: string, account: Account, phrases: readonly RichText[]): Promise<boolean> {
    return this.#send(op, [account], async () => ({ phrases }));
  }

  async #showPending(request: Extract<CardRequest, { status: 'pending' }>): Promise<void> {
    const { messages } = this.#options;
    const policy = this.#policy(request);
    const approvers = await this.#approvers(request, policy);
    await this.#toEach(await this.#deciders(request), async (person) => {
      const approval = request.approvals.find(({ by }) => by === person);
      if (approval !== undefined) {
        const op = `zalo-approved-${request.id}-${request.listRevision}-${approval.at}-${person}`;
        const said = () => [
          ...statePhrases(request, messages),
          messages.card.approvals(request.approvals, policy.approvals),
        ];
        await this.#options.journal.done(approvedOp(request, person), {
          channel: 'zalo',
          ts: `${approval.at}`,
        });
        return this.#post(op, person, request, ['take_back'], said);
      }
      // An approver who took an approval back has used up the code that came with the card.
      const taken = await this.#options.journal.read(approvedOp(request, person));
      const again = taken?.type === 'posted' ? `-after-${taken.message.ts}` : '';
      const choices = [
        ...(approvers.includes(person) ? choicesOf(request, 'approver') : []),
        ...(person === request.requester ? choicesOf(request, 'requester') : []),
      ];
      const inOrder = codeChoices.filter((choice) => choices.includes(choice));
      await this.#post(`${cardOp(request, person)}${again}`, person, request, inOrder, () =>
        cardPhrases(request, policy.approvals, messages),
      );
    });
  }

  async #showState(request: CardRequest): Promise<void> {
    const { messages } = this.#options;
    const round = 'round' in request ? request.round : 0;
    const isOver = request.status === 'cancelled' || request.status === 'expired';
    const what = isOver ? 'ended' : `decided-${round}`;
    const choices: CodeChoice[] = canBeStopped(request) ? ['stop'] : [];
    await this.#toEach(await this.#concerned(request), (person) =>
      this.#post(`zalo-${what}-${request.id}-${person}`, person, request, choices, () =>
        statePhrases(request, messages),
      ),
    );
  }

  /** The people with Zalo who may decide on a pending request; its requester only if they asked there. */
  async #deciders(request: CardRequest): Promise<string[]> {
    const approvers = await this.#approvers(request, this.#policy(request));
    return [...new Set([...this.#requester(request), ...approvers])];
  }

  /** Everybody who asked in Zalo, decided, or was asked to decide. */
  async #concerned(request: CardRequest): Promise<string[]> {
    const decision = decisionOf(request);
    const own = [
      ...this.#requester(request),
      ...peopleIn(request).filter((person) => person !== request.requester),
      ...(decision === null || decision.by === 'bot' ? [] : [decision.by]),
    ];
    const asked: string[] = [];
    for (const person of await this.#approvers(request, this.#policy(request)))
      if ((await this.#options.journal.read(cardOp(request, person))) !== null) asked.push(person);
    return [...new Set([...own.filter((person) => this.#isHere(person)), ...asked])];
  }

  async #approvers(request: CardRequest, policy: Policy): Promise<string[]> {
    const requesters = requestersOf(request);
    try {
      const all = await readApprovers(policy, requesters, { chat: this.#options.people });
      return [...all].filter((person) => this.#isHere(person));
    } catch (error) {
      this.#options.log.warn('approvers.unreadable', 'could not read the approvers', {
        request: request.id,
        error: String(error),
      });
      const named = policy.approvers.filter((id) => !isGroup(id) && this.#isHere(id));
      return named.filter((id) => policy.allowSelfApproval || !requesters.includes(id));
    }
  }

  #requester({ requester, channel }: CardRequest): string[] {
    return surfaceOf(channel) === 'slack' ? [] : [requester];
  }

  /** True if the configuration ties a Zalo account to the person. */
  #isHere(person: string): boolean {
    return (this.#options.directory.person(person)?.accounts ?? []).some(
      ({ surface }) => surface !== 'slack',
    );
  }

  async #listeners(request: CardRequest, note: ThreadMessage): Promise<string[]> {
    const here = (people: readonly string[]) => [...new Set(people)].filter((person) => this.#isHere(person));
    switch (note.type) {
      case 'reminder': {
        const given = request.approvals.map(({ by }) => by);
        const approvers = await this.#approvers(request, this.#policy(request));
        return approvers.filter((person) => !given.includes(person));
      }
      case 'work_reminder':
        return here(await this.#operators());
      case 'list_changed':
        return here(request.dropped);
      case 'left_out':
        return here(unmetJoins(request).flatMap(({ users }) => users));
      // The request's newest state says so to the same people, unless it never had a card.
      case 'cancelled':
        return isUnseen(request) ? here(request.others.map(({ user }) => user)) : [];
      case 'expired':
        return [];
      case 'requester_added':
      case 'approvers_unreachable':
      case 'quorum_reached':
      case 'approval_lapsed':
      case 'result_lost':
        return this.#requester(request);
    }
  }

  async #operators(): Promise<string[]> {
    const { operators, people } = this.#options;
    const groups = await readGroups(operators, { chat: people }).catch(
      (): ReadonlyMap<string, ReadonlySet<string>> => new Map(),
    );
    return operators.flatMap((id) => (isGroup(id) ? [...(groups.get(id) ?? [])] : [id]));
  }

  #policy({ kind, channel }: CardRequest): Policy {
    return policyFor(this.#options.policies, kind, channel);
  }

  /** One person who cannot be told must not keep the others from being told; then the step is tried again. */
  async #toEach(people: readonly string[], tell: (person: string) => Promise<void>): Promise<void> {
    const ends = await Promise.allSettled(people.map(tell));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  async #post(
    op: string,
    person: string,
    request: CardRequest,
    choices: readonly CodeChoice[],
    phrases: () => readonly RichText[],
  ): Promise<void> {
    const accounts = await this.#reach(person);
    const quotes = op === cardOp(request, person) ? null : await this.#cardOf(request, person);
    const isSent = await this.#send(
      op,
      accounts,
      async () => {
        const withCode = choices.length === 0 ? null : await this.#codeFor(op, person, request, choices);
        return withCode === null
          ? { phrases: phrases() }
          : { phrases: [...phrases(), ...withCode.phrases], buttons: withCode.buttons };
      },
      quotes,
    );
    if (isSent || accounts.length === 0) return;
    // Nobody else learns what the requester asked for.
    if (person === request.requester && request.status === 'pending')
      throw new CannotPost('zalo_unreachable');
  }

  /** The message that shows a person the request; null: none reached them. */
  async #cardOf(request: CardRequest, person: string): Promise<MessageRef | null> {
    const entry = await this.#options.journal.read(cardOp(request, person));
    return entry?.type === 'posted' && unreachedSince(entry.message) === null ? entry.message : null;
  }

  async #codeFor(op: string, person: string, request: CardRequest, choices: readonly CodeChoice[]) {
    const { codes, messages } = this.#options;
    const { zalo } = messages;
    const code = await codes.offer(op, {
      person,
      requestId: request.id,
      listRevision: request.listRevision,
      round: 'round' in request ? request.round : 0,
      choices,
      ticked: request.assets.length === 1 && request.chosen.length === 1 ? null : request.chosen,
    });
    const policy = this.#policy(request);
    const toType = isFinished(request)
      ? assetsToVerifyFor(policy, request, retriedAssets(request))
      : assetsToVerifyFor(policy, request);
    const digits = (choice: CodeChoice) => (choice === 'approve' || choice === 'retry' ? toType.length : 0);
    const names = toType.map((asset) => short(asset).name);
    return {
      phrases: [
        [],
        ...(names.length > 1 ? [messages.card.typeDigits(names)] : []),
        ...choices.map((choice) => zalo.howTo(choice, code, digits(choice))),
      ],
      // A choice that needs more than the code is typed.
      buttons: choices
        .filter((choice) => choice !== 'choose' && digits(choice) === 0)
        .map(
          (choice): ZaloButton => ({
            title: zalo.button[choice],
            payload: `#${zalo.word[choice]} ${code}`,
          }),
        ),
    };
  }

  async #reach(person: string): Promise<Account[]> {
    const { messengers } = this.#options;
    const confirmed = await confirmedAccounts(person, this.#options);
    return [...messengers.keys()].flatMap((name) => confirmed.filter(({ surface }) => surface === name));
  }

  /**
   * Sends a message once to the first account that can be reached; false: none can. Throws {TryLater} while that may
   * still change.
   */
  async #send(
    op: string,
    accounts: readonly Account[],
    content: () => Promise<{
      readonly phrases: readonly RichText[];
      readonly buttons?: readonly ZaloButton[];
    }>,
    quotes: MessageRef | null = null,
  ): Promise<boolean> {
    const { journal, now } = this.#options;
    if (accounts.length === 0) return false;
    let began = now();
    let before = await journal.begin(op, began);
    if (before?.type === 'posted' && (await this.#isToTryAgain(before, accounts))) {
      await journal.forget(op, before.message);
      before = await journal.begin(op, began);
    }
    if (before?.type === 'posted') return unreachedSince(before.message) === null;
    if (before !== null) {
      const left = before.since + settleMs - began;
      if (left > 0) throw new TryLater(Math.min(left, lookAgainMs), 'an earlier message may still arrive');
      began = now();
      if (!(await journal.again(op, before.since, began)))
        throw new TryLater(settleMs, 'another process is sending this');
    }
    const { phrases, buttons = [] } = await content();
    const text = plain(phrases, await this.#namesIn(phrases));
    let isOutOfOrder = false;
    const why: (number | string)[] = [];
    for (const account of accounts) {
      const messenger = this.#options.messengers.get(account.surface as ZaloName);
      if (messenger === undefined) continue;
      const quoted = quotes?.channel === account.surface ? { quotes: quotes.ts } : {};
      const tried = await messenger.send(account.id, { text, buttons, ...quoted });
      // Zalo may no longer know the message that is quoted.
      const isWithoutQuote = tried.type === 'refused' && tried.sent.length === 0 && quotes !== null;
      const result = isWithoutQuote ? await messenger.send(account.id, { text, buttons }) : tried;
      switch (result.type) {
        case 'sent':
          await journal.done(op, { channel: account.surface, ts: result.sent.at(-1) ?? '' });
          return true;
        case 'unclear':
          throw new TryLater(settleMs, 'the answer to a message was lost');
        case 'retry':
          await journal.abandon(op, began);
          throw new TryLater(result.afterMs, 'Zalo asks to wait');
        case 'out_of_order':
          isOutOfOrder = true;
          break;
        case 'person_unreachable':
        case 'refused':
          why.push(result.code);
      }
    }
    if (isOutOfOrder) {
      await journal.abandon(op, began);
      throw new TryLater(settleMs, 'Zalo refuses the bot');
    }
    await journal.done(op, { channel: accounts[0]?.surface ?? 'zalo', ts: `${unreached}-${began}` });
    const requestId = requestIdInKey(op);
    // Asking someone for a decision can wait for their word; whatever is over by then is not said again.
    if (requestId !== null)
      await Promise.all(accounts.map((account) => this.#options.words.missed(account, requestId)));
    this.#options.log.error('zalo.person_unreachable', 'could not reach a person in Zalo', {
      request: requestId ?? undefined,
      accounts: accounts.map(writtenAccount).join(' '),
      why: why.join(' '),
    });
    return false;
  }

  /** True if nobody could be reached, and an account's owner has turned to the bot since. */
  async #isToTryAgain(entry: PostEntry, accounts: readonly Account[]): Promise<boolean> {
    const since = entry.type === 'posted' ? unreachedSince(entry.message) : null;
    if (since === null) return false;
    const words = await Promise.all(accounts.map((account) => this.#options.words.of(account)));
    return words.some((word) => word !== null && word.at > since);
  }

  async #namesIn(phrases: readonly RichText[]): Promise<ReadonlyMap<string, string>> {
    const { directory, nameOf } = this.#options;
    const ids = mentionedIn(phrases);
    const names = await Promise.all(ids.map((id) => directory.person(id)?.name ?? nameOf(id)));
    return new Map(ids.flatMap((id, at) => (names[at] == null ? [] : [[id, names[at]] as const])));
  }
}

/** The journal's note that nobody could be reached, with the time, so that nobody is tried again before their word. */
const unreached = 'unreached';

/** The time of such a note; 0 for one that an earlier version wrote; null: the message was sent. */
function unreachedSince({ ts }: MessageRef): number | null {
  if (ts === unreached) return 0;
  const [mark, since] = ts.split('-');
  return mark === unreached ? Number(since) : null;
}

/** A list that changes is a new message with a new code. */
function cardOp({ id, listRevision }: CardRequest, person: string): string {
  return `zalo-card-${id}-${listRevision}-${person}`;
}

/** The journal's note of a person's newest approval of this list, by its time. */
function approvedOp({ id, listRevision }: CardRequest, person: string): string {
  return `zalo-approval-${id}-${listRevision}-${person}`;
}

function choicesOf(request: CardRequest, role: 'approver' | 'requester'): CodeChoice[] {
  const canChoose = request.assets.length > 1 || request.chosen.length === 0;
  const choose: CodeChoice[] = canChoose ? ['choose'] : [];
  if (role === 'requester') return ['cancel', ...choose];
  return [...(request.chosen.length === 0 ? [] : (['approve'] as const)), 'reject', ...choose];
}

/** Identifies the occasion of a message about a request. */
function noteKey(request: CardRequest, note: ThreadMessage): string {
  if (note.type === 'approvers_unreachable') return `${note.type}-${request.id}`;
  const number = 'number' in note ? `-${note.number}` : '';
  const round = 'round' in note ? `-${note.round}` : '';
  const user = note.type === 'requester_added' ? `-${note.user}` : '';
  const since = note.type === 'reminder' ? `-${request.expiresAt}` : `-${request.listRevision}`;
  return `${note.type}-${request.id}${since}${round}${number}${user}`;
}
