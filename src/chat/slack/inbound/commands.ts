import type { webApi } from '@slack/bolt';
import { type Command, parseCommand } from '../../../core/command/command.js';
import type { SubmittedCommand } from '../../../core/command/submitted-command.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import { type NotTaken, queryOverBudget } from '../../../flow/over-budget.js';
import type { Recipient } from '../../../flow/ports/chat.js';
import { answerOf, submitCommand } from '../../../flow/submit.js';
import { silenceMs } from '../../../flow/tell-if-slow.js';
import { errorName } from '../../../shared/error-name.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { renderQueryResult } from '../messages/query-result.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { postPrivatelyInTime, tryToPostPrivately } from '../outbound/post-privately.js';
import { openForm } from './dialogs/form.js';
import type { InboundPorts } from './inbound-ports.js';
import type { Listeners } from './listeners.js';
import { deliveryHash, mention, slashCommand } from './payloads.js';

export const unlinkCommand = '/unlink';

/** A command with all that is needed to carry it out, whether it was typed or pressed. */
export interface GivenCommand {
  readonly command: Command;
  readonly delivery: string;
  readonly to: Recipient & { readonly place: NonNullable<Recipient['place']> };
  readonly triggerId: string;
  /** The command's `response_url`; null: it has none. */
  readonly replyTo: string | null;
  /** How an immediate answer reaches the person: with Slack's 200, which costs no call, or as a message. */
  readonly answer: 'with_200' | 'message';
}

/** Handles `/unlink …`: answers at once when the ZCA is not needed, otherwise queues before Slack gets its 200. */
export function onSlashCommand(listeners: Listeners, ports: InboundPorts): void {
  listeners.command(unlinkCommand, async ({ body, ack, client }) => {
    const parsed = slashCommand.safeParse(body);
    if (!parsed.success) {
      ports.log.warn('command.unreadable', 'a slash command lacks required fields');
      await ack();
      return;
    }
    const { text, user_id, channel_id, trigger_id, response_url } = parsed.data;
    const given: GivenCommand = {
      command: parseCommand(await decoded(text, ports)),
      delivery: deliveryHash('command', trigger_id),
      to: { user: user_id, place: { channel: channel_id, thread: null } },
      triggerId: trigger_id,
      replyTo: response_url ?? null,
      answer: 'with_200',
    };
    const answer = await (isQuery(given.command)
      ? inTime(
          carryOut(given, client, ports),
          (message) =>
            tryToPostPrivately(
              client,
              { to: given.to, message, address: async () => given.replyTo },
              ports.log,
            ),
          () => said({ type: 'looking_up' }, user_id, ports),
        )
      : carryOut(given, client, ports));
    await (answer === null ? ack() : ack({ response_type: 'ephemeral', ...answer }));
  });
}

/** Queries change nothing, so they may be answered after Slack got its 200. */
export function isQuery({ type }: Command): boolean {
  return ['status', 'decide', 'pending', 'mine', 'history', 'show'].includes(type);
}

/**
 * Carries out what can be done at once and queues the rest. Returns the private message to show now; null when there is
 * none.
 */
export async function carryOut(
  given: GivenCommand,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<SlackMessage | null> {
  const { command, to } = given;
  const note = answerOf(command);
  if (note !== null) return said(note, to.user, ports);
  if (command.type === 'unlink') {
    // The address goes out first, mostly over the same connection; a job that does not find it answers by direct message.
    const kept = keepReplyAddress(given.delivery, given.replyTo, ports);
    const notTaken = await submitCommand(askOf(given, ports), ports);
    await kept;
    return unlessKnown(notTaken, given, ports);
  }
  const notTaken = await countLook(given, ports);
  if (notTaken !== null) return unlessKnown(notTaken, given, ports);
  if (command.type === 'connect') return said(await ports.connect(to.user), to.user, ports);
  if (command.type === 'form') {
    const opening = { client, triggerId: given.triggerId, user: to.user };
    const opened = await openForm(opening, { place: to.place }, ports);
    return opened ? null : said({ type: 'dialog_not_opened' }, to.user, ports);
  }
  return look(command, to, ports);
}

/** Keeps the reply address for the worker. If that fails, the worker answers by direct message. Never throws. */
export async function keepReplyAddress(
  delivery: string,
  address: string | null,
  { replies, log }: Pick<InboundPorts, 'replies' | 'log'>,
): Promise<void> {
  if (address === null) return;
  await replies.keep(delivery, address).catch((error: unknown) => {
    // Logs the error's name alone: its text may contain the Redis command, and with it the address.
    log.warn('command.reply_address_not_kept', 'could not store a reply address', {
      delivery,
      error: errorName(error),
    });
  });
}

async function countLook({ delivery, to }: GivenCommand, ports: InboundPorts): Promise<NotTaken | null> {
  try {
    return await queryOverBudget({ budget: 'looks', user: to.user, delivery }, ports);
  } catch (error) {
    ports.log.error('query.not_counted', 'could not count a query', { error: String(error) });
    return { note: { type: 'no_answer' }, isKnown: false };
  }
}

/** A repeated delivery whose sender was told already is answered again only where that costs no call. */
async function unlessKnown(
  notTaken: NotTaken | null,
  { answer, to }: GivenCommand,
  ports: InboundPorts,
): Promise<SlackMessage | null> {
  if (notTaken === null || (notTaken.isKnown && answer === 'message')) return null;
  return said(notTaken.note, to.user, ports);
}

async function look(command: Command, to: GivenCommand['to'], ports: InboundPorts): Promise<SlackMessage> {
  try {
    const answer = await ports.question({ command, viewer: { user: to.user, channel: to.place.channel } });
    const messages = await ports.messagesOf(to.user);
    return await ports.cardLinks.within((linkTo) => renderQueryResult(answer, messages, linkTo));
  } catch (error) {
    ports.log.error('query.failed', 'could not answer a query', {
      command: command.type,
      error: String(error),
    });
    return said({ type: 'no_answer' }, to.user, ports);
  }
}

async function said(note: PrivateMessage, user: string, ports: InboundPorts): Promise<SlackMessage> {
  return renderPrivateMessage(note, await ports.messagesOf(user));
}

function askOf(
  { command, delivery, to }: Pick<GivenCommand, 'command' | 'delivery' | 'to'>,
  { now }: InboundPorts,
): SubmittedCommand {
  return { delivery, command, requester: to.user, ...to.place, askedAt: now() };
}

/** Returns the answer if it is ready soon; otherwise a "looking up" message, and `later` receives the answer. */
async function inTime(
  answer: Promise<SlackMessage | null>,
  later: (answer: SlackMessage) => Promise<void>,
  otherwise: () => Promise<SlackMessage>,
): Promise<SlackMessage | null> {
  const first = await withTimeout(silenceMs, answer);
  if (first !== 'late') return first;
  void answer.then((found) => (found === null ? undefined : later(found)));
  return otherwise();
}

/**
 * Answers a button, which Slack gives no room for in its 200. `say` gets the answer, preceded by "looking up" when that
 * takes a while.
 */
export async function answerByMessage(
  answer: Promise<SlackMessage | null>,
  user: string,
  say: (message: SlackMessage) => Promise<void>,
  ports: InboundPorts,
): Promise<void> {
  if ((await withTimeout(silenceMs, answer)) === 'late')
    await say(await said({ type: 'looking_up' }, user, ports));
  const found = await answer;
  if (found !== null) await say(found);
}

/**
 * Handles `@bot unlink …` in a channel or a thread. Always queues, even a usage error, because Slack shows no response
 * to an event. If queueing fails, the sender is told, so that they write again. If that fails too, the listener fails:
 * Slack gets no 200 and delivers the event again.
 */
export function onMention(listeners: Listeners, ports: InboundPorts): void {
  listeners.event('app_mention', async ({ body, context, client }) => {
    const parsed = mention.safeParse(body);
    if (!parsed.success || parsed.data.event.bot_id !== undefined) return;
    const { event, event_id } = parsed.data;
    const to = { user: event.user, place: { channel: event.channel, thread: event.thread_ts ?? null } };
    const command = await commandIn(event.text, context.botUserId ?? '', ports);
    const delivery = deliveryHash('message', [event.channel, event.ts, event.edited?.ts ?? ''].join(':'));
    const written = {
      formerDelivery: deliveryHash('event', event_id),
      message: { ts: event.ts, isEdited: event.edited !== undefined },
    };
    // A job would only come back to ask for the code, which is nothing to keep in a queue.
    if (command.type === 'connect') {
      const message = await said(await ports.connect(event.user), event.user, ports);
      await postPrivatelyInTime(client, { to, message });
      return;
    }
    const refused = await submitCommand({ ...askOf({ command, delivery, to }, ports), ...written }, ports);
    if (refused !== null && !refused.isKnown)
      await postPrivatelyInTime(client, { to, message: await said(refused.note, to.user, ports) });
  });
}

/**
 * The command after the mention, or before it if nothing follows, without the punctuation between. Slack writes a
 * mention with or without a label.
 */
async function commandIn(text: string, bot: string, ports: InboundPorts): Promise<Command> {
  const mentioned = bot === '' ? null : new RegExp(`<@${bot}(?:\\|[^<>]*)?>`, 'u').exec(text);
  const after = mentioned === null ? text : text.slice(mentioned.index + mentioned[0].length);
  const command = parseCommand((await decoded(after, ports)).replace(/^[\s,:;、]+/u, ''));
  if (command.type !== 'form' || mentioned === null) return command;
  const before = parseCommand(await decoded(text.slice(0, mentioned.index), ports));
  // Text before a mention that is no command is a greeting or thanks, so it is not corrected.
  return before.type === 'mistake' ? command : before;
}

/** Undoes Slack's escaping of three characters and its syntax for mentions and links. */
async function decoded(text: string, { readable }: Pick<InboundPorts, 'readable'>): Promise<string> {
  return (await readable(text)).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
