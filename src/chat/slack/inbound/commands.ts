import type { App, webApi } from '@slack/bolt';
import { type Command, parseCommand } from '../../../core/command/command.js';
import type { Ask } from '../../../core/command/submitted-command.js';
import type { Note } from '../../../core/messages/private-message.js';
import { lookOverBudget, type NotTaken } from '../../../flow/over-budget.js';
import type { Recipient } from '../../../flow/ports/chat.js';
import { answerOf, ask } from '../../../flow/submit.js';
import { silenceMs } from '../../../flow/tell-if-slow.js';
import { within } from '../../../shared/with-timeout.js';
import { renderNote } from '../messages/private-message.js';
import { renderAnswer } from '../messages/query-result.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { tryToWhisper, whisperInTime } from '../outbound/post-privately.js';
import { openForm } from './dialogs/form.js';
import type { Doors } from './inbound-ports.js';
import { deliveryHash, mention, slashCommand } from './payloads.js';

export const unlinkCommand = '/unlink';

/** What a command needs to be carried out, however it was given. */
export interface GivenCommand {
  readonly command: Command;
  readonly delivery: string;
  readonly to: Recipient & { readonly place: NonNullable<Recipient['place']> };
  readonly triggerId: string;
  /** The command's own address for answers; null: it has none. */
  readonly replyTo: string | null;
  /** How an answer at once reaches the person: with Slack's 200, which costs nothing, or as a message. */
  readonly answer: 'with_200' | 'message';
}

/** `/unlink …`: answered at once when nothing is asked of the ZCA, else queued before Slack is told 200. */
export function onSlashCommand(app: App, doors: Doors): void {
  app.command(unlinkCommand, async ({ body, ack, client }) => {
    const parsed = slashCommand.safeParse(body);
    if (!parsed.success) {
      doors.log.warn('a command came without what every command has');
      await ack();
      return;
    }
    const { text, user_id, channel_id, trigger_id, response_url } = parsed.data;
    const given: GivenCommand = {
      command: parseCommand(await decoded(text, doors)),
      delivery: deliveryHash('command', trigger_id),
      to: { user: user_id, place: { channel: channel_id, thread: null } },
      triggerId: trigger_id,
      replyTo: response_url ?? null,
      answer: 'with_200',
    };
    const answer = await (isQuestion(given.command)
      ? inTime(
          carryOut(given, client, doors),
          (late) => tryToWhisper(client, given.to, late, doors.log, async () => given.replyTo),
          () => said({ type: 'looking_up' }, user_id, doors),
        )
      : carryOut(given, client, doors));
    await (answer === null ? ack() : ack({ response_type: 'ephemeral', ...answer }));
  });
}

/** Only what changes nothing may be answered after Slack was told 200. */
export function isQuestion({ type }: Command): boolean {
  return ['status', 'decide', 'pending', 'mine', 'history', 'show'].includes(type);
}

/** Does what can be done at once, queues the rest. Answers with what to say privately, null when nothing is to be said now. */
export async function carryOut(
  given: GivenCommand,
  client: webApi.WebClient,
  doors: Doors,
): Promise<SlackMessage | null> {
  const { command, to } = given;
  const note = answerOf(command);
  if (note !== null) return said(note, to.user, doors);
  if (command.type === 'unlink') {
    await keepReplyAddress(given.delivery, given.replyTo, doors);
    return unlessKnown(await ask(askOf(given, doors), doors), given, doors);
  }
  const notTaken = await countLook(given, doors);
  if (notTaken !== null) return unlessKnown(notTaken, given, doors);
  if (command.type === 'form') {
    const opened = await openForm(client, given.triggerId, to.place, to.user, doors);
    return opened ? null : said({ type: 'dialog_not_opened' }, to.user, doors);
  }
  return look(command, to, doors);
}

/** For what the worker answers; where it cannot be kept, the person is answered by direct message. Never throws. */
export async function keepReplyAddress(
  delivery: string,
  address: string | null,
  { replies, log }: Pick<Doors, 'replies' | 'log'>,
): Promise<void> {
  if (address === null) return;
  await replies.keep(delivery, address).catch((error: unknown) => {
    // Without the cause's text: it may hold the command that Redis was given.
    log.warn('where to answer could not be kept', { delivery, error: nameOf(error) });
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

async function countLook({ delivery, to }: GivenCommand, doors: Doors): Promise<NotTaken | null> {
  try {
    return await lookOverBudget({ budget: 'looks', user: to.user, delivery }, doors);
  } catch (error) {
    doors.log.error('a question could not be counted', { error: String(error) });
    return { note: { type: 'no_answer' }, isKnown: false };
  }
}

/** Who was told so already hears it again only where that costs nothing. */
async function unlessKnown(
  notTaken: NotTaken | null,
  { answer, to }: GivenCommand,
  doors: Doors,
): Promise<SlackMessage | null> {
  if (notTaken === null || (notTaken.isKnown && answer === 'message')) return null;
  return said(notTaken.note, to.user, doors);
}

async function look(command: Command, to: GivenCommand['to'], doors: Doors): Promise<SlackMessage> {
  try {
    const answer = await doors.question(command, { user: to.user, channel: to.place.channel });
    const messages = await doors.messagesOf(to.user);
    return await doors.cardLinks.within((linkTo) => renderAnswer(answer, messages, linkTo));
  } catch (error) {
    doors.log.error('a question could not be answered', { command: command.type, error: String(error) });
    return said({ type: 'no_answer' }, to.user, doors);
  }
}

async function said(note: Note, user: string, doors: Doors): Promise<SlackMessage> {
  return renderNote(note, await doors.messagesOf(user));
}

function askOf(
  { command, delivery, to }: Pick<GivenCommand, 'command' | 'delivery' | 'to'>,
  { now }: Doors,
): Ask {
  return { delivery, command, requester: to.user, ...to.place, askedAt: now() };
}

/** The answer, if it is there soon; else that it takes a while, and `later` gets the answer when it comes. */
async function inTime(
  answer: Promise<SlackMessage | null>,
  later: (answer: SlackMessage) => Promise<void>,
  meanwhile: () => Promise<SlackMessage>,
): Promise<SlackMessage | null> {
  const first = await within(silenceMs, answer);
  if (first !== 'late') return first;
  void answer.then((found) => (found === null ? undefined : later(found)));
  return meanwhile();
}

/** The answer to a button, which takes none with Slack's 200: `say` gets it, and before it, where it takes a while, that it does. */
export async function answerByMessage(
  answer: Promise<SlackMessage | null>,
  user: string,
  say: (message: SlackMessage) => Promise<void>,
  doors: Doors,
): Promise<void> {
  if ((await within(silenceMs, answer)) === 'late')
    await say(await said({ type: 'looking_up' }, user, doors));
  const found = await answer;
  if (found !== null) await say(found);
}

/**
 * `@bot unlink …`, in a channel or a thread. Always queued, also when it is a mistake: Slack takes no answer to an
 * event. Who wrote it is told when it cannot be queued, since they will write it again. Where that cannot be said either
 * the listener fails: Slack is not told 200 and delivers the event again.
 */
export function onMention(app: App, doors: Doors): void {
  app.event('app_mention', async ({ body, context, client }) => {
    const parsed = mention.safeParse(body);
    if (!parsed.success || parsed.data.event.bot_id !== undefined) return;
    const { event, event_id } = parsed.data;
    const to = { user: event.user, place: { channel: event.channel, thread: event.thread_ts ?? null } };
    const command = await commandIn(event.text, context.botUserId ?? '', doors);
    const delivery = deliveryHash('message', [event.channel, event.ts, event.edited?.ts ?? ''].join(':'));
    const written = {
      formerDelivery: deliveryHash('event', event_id),
      message: { ts: event.ts, isEdited: event.edited !== undefined },
    };
    const refused = await ask({ ...askOf({ command, delivery, to }, doors), ...written }, doors);
    if (refused !== null && !refused.isKnown)
      await whisperInTime(client, to, await said(refused.note, to.user, doors));
  });
}

/**
 * What stands after the mention, or before it where nothing does, without what parts a name from what is said to it. Slack
 * writes a mention with or without a label.
 */
async function commandIn(text: string, bot: string, doors: Doors): Promise<Command> {
  const mentioned = bot === '' ? null : new RegExp(`<@${bot}(?:\\|[^<>]*)?>`, 'u').exec(text);
  const after = mentioned === null ? text : text.slice(mentioned.index + mentioned[0].length);
  const command = parseCommand((await decoded(after, doors)).replace(/^[\s,:;、]+/u, ''));
  if (command.type !== 'form' || mentioned === null) return command;
  const before = parseCommand(await decoded(text.slice(0, mentioned.index), doors));
  // Who only greets or thanks the bot after some words of their own is not corrected.
  return before.type === 'mistake' ? command : before;
}

/** Slack escapes three characters, and writes mentions and links in its own way; this takes both back. */
async function decoded(text: string, { readable }: Pick<Doors, 'readable'>): Promise<string> {
  return (await readable(text)).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
