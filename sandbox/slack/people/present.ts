import type { Channel } from '../page-contract.js';
import type { Person } from '../seed.js';
import type { World } from '../world.js';
import { BadInput } from './bad-input.js';

/** The person with this id; the bot does not count as one. */
export function personOf(userId: string, world: World): Person {
  const user = world.directory.user(userId);
  if (!user || user.is_bot) throw new BadInput(`no such user: ${userId}`);
  return user;
}

/** The channel with this id; the person must be a member. */
export function channelOf(channelId: string, userId: string, world: World): Channel {
  const channel = world.directory.channel(channelId);
  if (!channel) throw new BadInput(`no such channel: ${channelId}`);
  if (!channel.members.includes(userId)) throw new BadInput(`${userId} is not in ${channelId}`);
  return channel;
}
