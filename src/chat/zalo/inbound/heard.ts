import type { Command } from '../../../core/command/command.js';
import type { CardAction, CardPress, SubmittedCommand } from '../../../core/command/submitted-command.js';
import {
  type CodeChoice,
  chosenIds,
  parseZaloText,
  typedDigits,
  type ZaloText,
} from '../../../core/command/zalo-text.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import type { QueryRequest, QueryResult } from '../../../core/messages/query-result.js';
import type { RichText } from '../../../core/messages/rich-text.js';
import { type Account, writtenAccount, type ZaloSurface as ZaloName } from '../../../core/person/accounts.js';
import type { Directory } from '../../../core/person/directory.js';
import { areVerified, assetsToVerifyFor } from '../../../core/request/asset-rules.js';
import { actedIn } from '../../../core/request/audit-entry.js';
import { type Policies, policyFor } from '../../../core/request/policy.js';
import { type CardRequest, hasCard, isFinished } from '../../../core/request/request.js';
import { retriedAssets } from '../../../core/request/run-outcomes.js';
import { confirmAccount, senderOf } from '../../../flow/known-sender.js';
import { type BudgetPorts, pressOverBudget, queryOverBudget } from '../../../flow/over-budget.js';
import type { AccountLinks } from '../../../flow/ports/account-links.js';
import type { ActionCodes, OfferedCode } from '../../../flow/ports/action-codes.js';
import type { ChatPeople } from '../../../flow/ports/chat.js';
import type { Jobs } from '../../../flow/ports/jobs.js';
import type { Log } from '../../../flow/ports/log.js';
import type { RequestStore } from '../../../flow/ports/store.js';
import { refuseGivenUp } from '../../../flow/refuse.js';
import { answerOf, submitCommand } from '../../../flow/submit.js';
import type { Messages } from '../../../i18n/messages.js';
import { sha256Of } from '../../../shared/sha256.js';
import { notePhrases, queryPhrases } from '../messages/answer-phrases.js';
import { short } from '../messages/request-phrases.js';

/** Something that a person sent in Zalo, from a delivery whose sender was verified. */
export interface Heard {
  readonly surface: ZaloName;
  /** The sender's user id there. */
  readonly account: string;
  /** Zalo's id of the message: a delivery that is repeated has the same. */
  readonly message: string;
  /** Null: a sticker, a picture or the like. */
  readonly text: string | null;
  /** When Zalo took it, in milliseconds since the epoch. */
  readonly at: number;
}

export interface HeardPorts extends BudgetPorts {
  readonly directory: Directory;
  readonly links: AccountLinks;
  /** People as their own chat knows them. */
  readonly people: Pick<ChatPeople, 'person'>;
  readonly codes: Pick<ActionCodes, 'read' | 'use'>;
  readonly jobs: Pick<Jobs, 'ask' | 'press'>;
  readonly store: Pick<RequestStore, 'get' | 'verdict' | 'refuse'>;
  readonly policies: Policies;
  /** Answers a query for one person. @throws when a source it needs does not answer */
  readonly question: (query: QueryRequest) => Promise<QueryResult>;
  /** Answers somebody who wants to link another account. Never throws. */
  readonly connect: (user: string) => Promise<PrivateMessage>;
  /** Says something to an account once per occasion. Throws {TryLater}. */
  readonly say: (op: string, account: Account, phrases: readonly RichText[]) => Promise<unknown>;
  readonly messages: Messages;
  readonly log: Log;
}

/** Takes in what somebody sent: links their account, queues a command or a press, or answers. Safe to repeat. */
export async function hear(heard: Heard, ports: HeardPorts): Promise<void> {
  // A clock of Zalo's that is ahead must not make a press come after an end that has not come.
  const phrases = await answerTo({ ...heard, at: Math.min(heard.at, ports.now()) }, ports);
  if (phrases.length > 0) await ports.say(`zalo-answer-${deliveryOf(heard)}`, accountOf(heard), phrases);
}

/**
 * Tells whoever sent it that it could not be done. It is refused before, so that it is not done later either; what
 * counted by then, or was answered, stays so.
 */
export async function giveUp(heard: Heard, ports: HeardPorts): Promise<void> {
  const sender = await senderOf(accountOf(heard), ports);
  if (sender.type !== 'person') return;
  const delivery = deliveryOf(heard);
  const verdict = await refuseGivenUp('press', { delivery, by: sender.id, requestId: null }, ports);
  if (verdict.type === 'refused')
    await ports.say(
      `zalo-answer-${delivery}`,
      accountOf(heard),
      notePhrases({ type: 'given_up' }, ports.messages),
    );
}

async function answerTo(heard: Heard, ports: HeardPorts): Promise<readonly RichText[]> {
  const { messages } = ports;
  const text = heard.text === null ? null : parseZaloText(heard.text);
  if (text?.type === 'connect') return linked(heard, text.code, ports);
  const sender = await senderOf(accountOf(heard), ports);
  if (sender.type === 'unreadable')
    return looked(
      heard,
      writtenAccount(accountOf(heard)),
      notePhrases({ type: 'person_unreadable' }, messages),
      ports,
    );
  if (sender.type !== 'person') {
    if (!(await ports.links.mayAnswerStranger(accountOf(heard), deliveryOf(heard)))) return [];
    const { zalo } = messages;
    return [sender.type === 'stranger' ? zalo.stranger(writtenAccount(accountOf(heard))) : zalo.unconfirmed];
  }
  const from = { ...heard, person: sender.id };
  if (text === null) return looked(from, from.person, [messages.zalo.onlyText], ports);
  return text.type === 'press' ? pressed(from, text, ports) : commanded(from, text.command, ports);
}

interface FromPerson extends Heard {
  readonly person: string;
}

async function linked(heard: Heard, code: string, ports: HeardPorts): Promise<readonly RichText[]> {
  const { zalo } = ports.messages;
  const owner = ports.directory.owner(accountOf(heard));
  // A stranger's guess says nothing about which codes there are.
  if (owner === null) {
    if (!(await ports.links.mayAnswerStranger(accountOf(heard), deliveryOf(heard)))) return [];
    return [zalo.stranger(writtenAccount(accountOf(heard)))];
  }
  // Counted by account: whoever tries codes there may not be the person.
  const over = await overLooks(heard, writtenAccount(accountOf(heard)), ports);
  if (over !== null) return over;
  const end = await confirmAccount(accountOf(heard), { code, delivery: deliveryOf(heard) }, ports);
  if (end === 'already') return [zalo.alreadyLinked];
  return end === 'confirmed' ? [zalo.linked] : [zalo.linkRefused(end)];
}

/** Every answer is counted, since all people share what Zalo lets the OA and the bot send. */
async function looked(
  heard: Heard,
  user: string,
  phrases: readonly RichText[],
  ports: HeardPorts,
): Promise<readonly RichText[]> {
  return (await overLooks(heard, user, ports)) ?? phrases;
}

/** The refusal for a person who has had too many answers; null: they have not. */
async function overLooks(heard: Heard, user: string, ports: HeardPorts): Promise<readonly RichText[] | null> {
  const over = await queryOverBudget({ budget: 'looks', user, delivery: deliveryOf(heard) }, ports);
  if (over === null) return null;
  return over.isKnown ? [] : notePhrases(over.note, ports.messages);
}

async function commanded(
  from: FromPerson,
  command: Command,
  ports: HeardPorts,
): Promise<readonly RichText[]> {
  const { messages } = ports;
  const say = (note: PrivateMessage) => notePhrases(note, messages);
  // There is no form in Zalo, so a command without anything asks for help.
  const note = answerOf(command.type === 'form' ? { type: 'help' } : command);
  if (note !== null) return looked(from, from.person, say(note), ports);
  if (command.type === 'unlink') {
    const refused = await submitCommand(askOf(from, command), ports);
    return refused === null || refused.isKnown ? [] : say(refused.note);
  }
  const over = await overLooks(from, from.person, ports);
  if (over !== null) return over;
  if (command.type === 'connect') return say(await ports.connect(from.person));
  try {
    const viewer = { user: from.person, channel: from.surface };
    return queryPhrases(await ports.question({ command, viewer }), messages);
  } catch (error) {
    ports.log.error('query.failed', 'could not answer a query', {
      command: command.type,
      error: String(error),
    });
    return say({ type: 'no_answer' });
  }
}

function askOf(from: FromPerson, command: Command): SubmittedCommand {
  const { person: requester, surface: channel, at: askedAt } = from;
  return { delivery: deliveryOf(from), command, requester, channel, thread: null, askedAt };
}

/** A use without a verdict by now is lost: an approval would no longer count either. */
const staleUseMs = 15 * 60_000;

type PressText = Extract<ZaloText, { type: 'press' }>;

async function pressed(
  from: FromPerson,
  { choice, code, rest }: PressText,
  ports: HeardPorts,
): Promise<readonly RichText[]> {
  const { messages, codes } = ports;
  const delivery = deliveryOf(from);
  const offered = await codes.read(from.person, code);
  if (offered === null) return wrongCode(from, choice, ports);
  const { offer, use } = offered;
  if (!offer.choices.includes(choice)) return overOr(from, ports, [messages.zalo.otherChoice]);
  const request = await ports.store.get(offer.requestId);
  const card = request !== null && hasCard(request) ? request : null;
  const isRepeat = use?.delivery === delivery;
  const action = card === null ? null : actionOf({ choice, code, rest }, card, offer, ports);
  if (action === null || card === null) return notePhrases({ type: 'no_such_request' }, messages);
  if ('phrases' in action) {
    // A repeat that was judged is answered by its job, even if the request has changed since.
    if (isRepeat && (await ports.store.verdict(delivery)) !== null) return [];
    return overOr(from, ports, action.phrases);
  }
  if (use !== null && !isRepeat) {
    const verdict = await ports.store.verdict(use.delivery);
    if (verdict === null && ports.now() - use.at < staleUseMs)
      return overOr(from, ports, [messages.zalo.stillWorking]);
    // Only what counted uses a code up; whoever was refused may try again.
    if (verdict?.type === 'counted') return overOr(from, ports, usedPhrases(card, messages));
  }
  const press = pressOf(from, offered, action);
  const over = await pressOverBudget(press, press.press, ports);
  if (over !== null) return over.isKnown ? [] : notePhrases(over.note, messages);
  const held = await codes.use(
    from.person,
    code,
    { delivery, choice, at: from.at },
    isRepeat ? null : (use?.delivery ?? null),
  );
  if (held === null) return [messages.zalo.unknownCode];
  if (held.delivery !== delivery) return [messages.zalo.stillWorking];
  await ports.jobs.press(press);
  return [];
}

/** A code that the person does not have. Such tries are in the audit log, as bounded there as other refusals. */
async function wrongCode(
  from: FromPerson,
  choice: CodeChoice,
  ports: HeardPorts,
): Promise<readonly RichText[]> {
  const press = deliveryOf(from);
  const phrases = await overOr(from, ports, [ports.messages.zalo.unknownCode]);
  if (phrases.length === 0) return [];
  await ports.store.refuse(
    press,
    { type: 'no_such_request' },
    {
      at: from.at,
      requestId: '',
      action: 'press_refused',
      actor: from.person,
      ...actedIn(from.surface),
      details: { press, action: choice, why: 'unknown_code' },
    },
  );
  return phrases;
}

/** Wrong codes count like presses, so that nobody can try all of them. */
async function overOr(
  from: FromPerson,
  ports: HeardPorts,
  phrases: readonly RichText[],
): Promise<readonly RichText[]> {
  const counted = await ports.budgets.count('presses', from.person, deliveryOf(from));
  return counted.type === 'over' && !counted.isFirst ? [] : phrases;
}

/** Answers a used code with the truth about its request. */
function usedPhrases(card: CardRequest, messages: Messages): readonly RichText[] {
  return card.status === 'pending'
    ? [messages.zalo.codeUsed]
    : notePhrases({ type: 'not_open', request: card }, messages);
}

function actionOf(
  { choice, code, rest }: Omit<PressText, 'type'>,
  card: CardRequest,
  { listRevision }: Pick<OfferedCode['offer'], 'listRevision'>,
  { policies, messages }: HeardPorts,
): CardAction | { readonly phrases: readonly RichText[] } {
  const { zalo } = messages;
  const typed = () => {
    const policy = policyFor(policies, card.kind, card.channel);
    const toType = isFinished(card)
      ? assetsToVerifyFor(policy, card, retriedAssets(card))
      : assetsToVerifyFor(policy, card);
    const digits = typedDigits(
      toType.length === 0 ? '' : rest,
      toType.map(({ id }) => id),
    );
    if (digits !== null && areVerified(toType, digits)) return digits;
    return {
      phrases: [
        zalo.digitsMissing(
          code,
          toType.map((asset) => short(asset).name),
        ),
      ],
    };
  };
  switch (choice) {
    case 'approve': {
      // A request that is over is answered with who decided, whatever the digits.
      if (card.status !== 'pending') return { type: 'approve', typed: {} };
      const digits = typed();
      return isPhrases(digits) ? digits : { type: 'approve', typed: digits };
    }
    case 'retry': {
      const digits = typed();
      return isPhrases(digits) ? digits : { type: 'retry', typed: digits };
    }
    case 'reject':
      return { type: 'reject', reason: rest === '' ? null : [...rest].slice(0, longestReason).join('') };
    case 'choose': {
      // The numbers are those of the list that came with the code.
      if (card.status === 'pending' && listRevision < (card.listSince ?? card.listRevision))
        return { phrases: notePhrases({ type: 'list_changed', changes: card.changes }, messages) };
      const ids = chosenIds(
        rest,
        card.assets.map(({ id }) => id),
      );
      return ids === null
        ? { phrases: [zalo.wrongNumbers(code, card.assets.length)] }
        : { type: 'choose', ids };
    }
    case 'cancel':
    case 'take_back':
    case 'stop':
      return { type: choice };
  }
}

/** As the dialog in Slack allows. */
const longestReason = 500;

function isPhrases(value: object): value is { readonly phrases: readonly RichText[] } {
  return 'phrases' in value && Array.isArray(value.phrases);
}

function pressOf(from: FromPerson, { offer }: OfferedCode, action: CardAction): CardPress {
  const { requestId, ticked, listRevision, round } = offer;
  return {
    press: deliveryOf(from),
    requestId,
    user: from.person,
    place: { channel: from.surface, thread: null },
    pressedAt: from.at,
    ...{ action, ticked, listRevision, round },
  };
}

function accountOf({ surface, account }: Heard): Account {
  return { surface, id: account };
}

/** The same for every repeat of a delivery. */
function deliveryOf({ surface, account, message }: Heard): string {
  return sha256Of(['zalo', surface, account, message].join('\n'));
}
