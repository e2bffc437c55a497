import type { App } from '@slack/bolt';
import type { Ask } from '../../core/ask.js';
import { type Command, parseCommand } from '../../core/command.js';
import { answerOf, ask } from '../../flow/ask.js';
import type { Ports } from '../../flow/ports.js';
import type { Messages } from '../../i18n/messages.js';
import { deliveryHash, mention, slashCommand } from './payloads.js';
import { renderNote } from './private-note.js';

export const unlinkCommand = '/unlink';

export interface Doors extends Pick<Ports, 'jobs' | 'log' | 'now'> {
  readonly messages: Messages;
}

/** `/unlink …`: answered at once when nothing is asked of the ZCA, else queued before Slack is told 200. */
export function onSlashCommand(app: App, doors: Doors): void {
  app.command(unlinkCommand, async ({ body, ack }) => {
    const { text, user_id, channel_id, trigger_id } = slashCommand.parse(body);
    const command = parseCommand(decoded(text));
    const asked: Ask = {
      delivery: deliveryHash('command', trigger_id),
      command,
      requester: user_id,
      channel: channel_id,
      thread: null,
      askedAt: doors.now(),
    };
    const note = answerOf(command) ?? (await ask(asked, doors));
    await (note === null ? ack() : ack({ response_type: 'ephemeral', ...renderNote(note, doors.messages) }));
  });
}

/**
 * `@bot unlink …`, in a channel or a thread. Always queued, also when it is a mistake: Slack takes no answer to an
 * event. When it cannot be queued the listener fails, Slack is not told 200 and delivers the event again.
 */
export function onMention(app: App, doors: Doors): void {
  app.event('app_mention', async ({ body, context }) => {
    const parsed = mention.safeParse(body);
    if (!parsed.success || parsed.data.event.bot_id !== undefined) return;
    const { event, event_id } = parsed.data;
    await doors.jobs.ask({
      delivery: deliveryHash('event', event_id),
      command: commandIn(event.text, context.botUserId ?? ''),
      requester: event.user,
      channel: event.channel,
      thread: event.thread_ts ?? null,
      askedAt: doors.now(),
    });
  });
}

/** What stands after the mention, with or without the word "unlink" before it. */
function commandIn(text: string, bot: string): Command {
  const mentioned = `<@${bot}>`;
  const words = decoded(
    text.slice(text.includes(mentioned) ? text.indexOf(mentioned) + mentioned.length : 0),
  );
  return parseCommand(words.replace(/^\s*\/?(?:unlink|hủy liên kết|huy lien ket)(?=\s|$)/iu, ''));
}

/** Slack escapes three characters, and makes links of what looks like a number or an address; this takes it back. */
function decoded(text: string): string {
  return text
    .replace(/<(?:tel|https?|mailto)[^|>]*\|([^>]*)>/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
