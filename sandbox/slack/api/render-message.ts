import type { Message } from '../page-contract.js';
import type { World } from '../world.js';

/** A message as the Web API and payloads show it; metadata only on request. */
export function renderMessage(
  message: Message,
  world: World,
  { withMetadata = false }: { withMetadata?: boolean } = {},
): Record<string, unknown> {
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: world.directory.team.id,
    ...authorOf(message, world),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...threadOf(message, world),
    ...(message.edited ? { edited: { user: message.user, ts: message.edited.ts } } : {}),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.files ? { files: message.files.map(({ content: _content, ...file }) => file) } : {}),
  };
}

function authorOf(message: Message, { directory }: World): Record<string, unknown> {
  const { bot, team } = directory;
  if (message.user !== bot.user_id) return {};
  return {
    bot_id: bot.bot_id,
    app_id: bot.app_id,
    bot_profile: { id: bot.bot_id, app_id: bot.app_id, name: bot.name, team_id: team.id, deleted: false },
  };
}

function threadOf(message: Message, world: World): Record<string, unknown> {
  if (message.thread_ts === undefined) return {};
  const [parent, ...replies] = world.board.thread(message.channel, message.thread_ts);
  if (message.thread_ts !== message.ts)
    return { thread_ts: message.thread_ts, ...(parent ? { parent_user_id: parent.user } : {}) };
  const repliers = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.thread_ts,
    reply_count: replies.length,
    reply_users_count: repliers.length,
    reply_users: repliers.slice(0, 5),
    latest_reply: replies.at(-1)?.ts ?? message.ts,
    is_locked: false,
    subscribed: false,
  };
}
