import { renderMessage } from '../api/render-message.js';
import { isGranted } from '../api/scopes.js';
import { eventEnvelope } from '../delivery/event-envelope.js';
import type { DeliveryReport, Message, PostInput } from '../page-contract.js';
import { isDirectMessage } from '../state/directory.js';
import type { World } from '../world.js';
import { BadInput } from './bad-input.js';
import type { Office } from './office.js';
import { channelOf, personOf } from './present.js';
import { nothingSent, reportOf } from './report.js';
import { runCommand } from './run-command.js';

/** A person sends their text: a slash command, or a message that the app may receive. */
export async function say(input: PostInput, office: Office): Promise<DeliveryReport> {
  personOf(input.user, office.world);
  const channel = channelOf(input.channel, input.user, office.world);
  const { bot } = office.world.directory;
  if (bot.messages_read_only && isDirectMessage(channel) && channel.members.includes(bot.user_id))
    throw new BadInput('Sending messages to this app has been turned off.');
  if (input.text.startsWith('/')) return runCommand(input, office);
  const message = office.world.board.post({
    channel: input.channel,
    user: input.user,
    text: encodeText(input.text, office.world),
    blocks: [],
    ...(input.thread_ts === undefined ? {} : { thread_ts: input.thread_ts }),
  });
  return tellApp(message, office);
}

async function tellApp(message: Message, office: Office): Promise<DeliveryReport> {
  const { directory } = office.world;
  const mentioned = message.text.includes(`<@${directory.bot.user_id}>`);
  if (!directory.isMember(message.channel, directory.bot.user_id)) {
    // Slack sends no app_mention from a channel without the app; it tells the person instead.
    const absent = `You mentioned @${directory.bot.name}, but they’re not in this channel.`;
    return nothingSent(mentioned ? absent : undefined);
  }
  const wanted = kindsOf(message, mentioned, office.world).filter(
    (kind) => office.events.has(kind) && isGranted(eventScopes[kind], office.world),
  );
  const receipts = wanted.map((kind) =>
    office.post.sendEvent(eventEnvelope(eventOf(kind, message, office.world), office.world)),
  );
  const [first] = await Promise.all(receipts);
  return first ? reportOf(first) : nothingSent();
}

/** Slack sends an event only to an app with its scope. */
const eventScopes = {
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
  'message.channels': 'channels:history',
} as const;

function kindsOf(message: Message, mentioned: boolean, { directory }: World): (keyof typeof eventScopes)[] {
  const channel = directory.channel(message.channel);
  const kind = channel && isDirectMessage(channel) ? 'message.im' : 'message.channels';
  return mentioned ? ['app_mention', kind] : [kind];
}

function eventOf(kind: string, message: Message, world: World): Record<string, unknown> {
  const rendered = renderMessage(message, world);
  const place = { channel: message.channel, event_ts: message.ts };
  if (kind === 'app_mention') return { ...rendered, ...place, type: 'app_mention' };
  return { ...rendered, ...place, channel_type: kind === 'message.im' ? 'im' : 'channel' };
}

/** Typed text as Slack stores it: three characters escaped, then names turned into mentions. */
function encodeText(text: string, { directory }: World): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const ids = new Map(directory.users().map((user) => [user.name, user.id]));
  return escaped.replace(/@([a-z0-9._-]+)/gi, (typed, name: string) => {
    const id = ids.get(name);
    return id === undefined ? typed : `<@${id}>`;
  });
}
