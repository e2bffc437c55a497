import type { Channel } from '../page-contract.js';
import { isDirectMessage } from '../state/directory.js';
import type { World } from '../world.js';
import { flag, limit, optionalText, text } from './arguments.js';
import { findChannel, findJoinedChannel } from './find-channel.js';
import { botMethod, type Method } from './method.js';
import { pageOfList } from './page-of-list.js';
import { pageOfMessages, rangeArguments } from './page-of-messages.js';
import { Refusal } from './refusal.js';
import { renderMessage } from './render-message.js';

const history = botMethod({ channel: text, ...rangeArguments }, (args, world) => {
  const channel = findJoinedChannel(args.channel, world);
  const newestFirst = world.board
    .shared(channel.id)
    .filter((message) => message.thread_ts === undefined || message.thread_ts === message.ts)
    .reverse();
  const { page, ...rest } = pageOfMessages(newestFirst, args);
  const messages = page.map((message) =>
    renderMessage(message, world, { withMetadata: args.include_all_metadata }),
  );
  return { messages, pin_count: 0, ...rest };
});

const replies = botMethod({ channel: text, ts: text, ...rangeArguments }, (args, world) => {
  const channel = findJoinedChannel(args.channel, world);
  const [parent, ...rest] = world.board.thread(channel.id, args.ts);
  if (!parent || parent.ephemeral_to !== undefined) throw new Refusal('thread_not_found');
  const { page, ...more } = pageOfMessages(rest, args);
  // Slack puts the thread's first message at the top of the first page, whatever the range.
  const shown = args.cursor === undefined ? [parent, ...page] : page;
  const messages = shown.map((message) =>
    renderMessage(message, world, { withMetadata: args.include_all_metadata }),
  );
  return { messages, ...more };
});

const info = botMethod({ channel: text, include_num_members: flag }, (args, world) => {
  const channel = findChannel(args.channel, world);
  const count = args.include_num_members ? { num_members: channel.members.length } : {};
  return { channel: { ...renderChannel(channel, world), ...count } };
});

const members = botMethod({ channel: text, limit, cursor: optionalText }, (args, world) => {
  const channel = findChannel(args.channel, world);
  const { page, response_metadata } = pageOfList(channel.members, args);
  return { members: page, response_metadata };
});

const open = botMethod({ users: optionalText, channel: optionalText, return_im: flag }, (args, world) => {
  if (args.users === undefined) return { channel: { id: findChannel(args.channel ?? '', world).id } };
  const users = args.users.split(',');
  const user = world.directory.user(users[0] ?? '');
  if (!user || user.is_bot) throw new Refusal('user_not_found');
  if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type');
  const { channel, alreadyOpen } = world.directory.openDirectMessage(user.id);
  return {
    ...(alreadyOpen ? { no_op: true, already_open: true } : {}),
    channel: args.return_im ? renderChannel(channel, world) : { id: channel.id },
  };
});

/** The methods that read conversations. */
export const conversationMethods: Record<string, Method> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.open': open,
};

function renderChannel(channel: Channel, { directory, clock }: World): Record<string, unknown> {
  const common = {
    id: channel.id,
    created: clock.nowSeconds(),
    is_archived: false,
    context_team_id: directory.team.id,
    is_ext_shared: channel.is_ext_shared,
    is_org_shared: false,
  };
  if (isDirectMessage(channel))
    return { ...common, is_im: true, is_channel: false, user: channel.members[0], is_open: true };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.is_private ?? false,
    is_general: channel.name === 'general',
    is_shared: channel.is_ext_shared,
    is_pending_ext_shared: false,
    is_member: channel.members.includes(directory.bot.user_id),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
