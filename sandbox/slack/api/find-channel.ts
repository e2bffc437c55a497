import type { Channel } from '../page-contract.js';
import type { World } from '../world.js';
import { Refusal } from './refusal.js';

/** The conversation with this id, or Slack's refusal; a private one does not exist for a bot outside it. */
export function findChannel(id: string, { directory }: World): Channel {
  const channel = directory.channel(id);
  const hidden = channel?.is_private === true && !channel.members.includes(directory.bot.user_id);
  if (!channel || hidden) throw new Refusal('channel_not_found');
  return channel;
}

/** The conversation with this id; the bot must be a member. */
export function findJoinedChannel(id: string, world: World): Channel {
  const channel = findChannel(id, world);
  if (!world.directory.isMember(channel.id, world.directory.bot.user_id)) throw new Refusal('not_in_channel');
  return channel;
}

/** The destination of a message: a conversation's id, its name, or a person's id for their direct messages. */
export function findDestination(idOrName: string, world: World): Channel {
  const user = world.directory.user(idOrName);
  if (user && !user.is_bot) return world.directory.openDirectMessage(user.id).channel;
  const name = idOrName.replace(/^#/, '');
  const named = world.directory
    .channels()
    .find((channel) => channel.name === name && !channel.id.startsWith('D'));
  return findJoinedChannel(named?.id ?? idOrName, world);
}
