import { limits } from '../blocks/limits.js';
import type { Message } from '../page-contract.js';
import { permalinkPart } from '../permalink.js';
import type { World } from '../world.js';
import { json, maybeEmptyText, optionalText, text } from './arguments.js';
import { findChannel, findDestination, findJoinedChannel } from './find-channel.js';
import { readContent, readMetadata } from './message-content.js';
import { botMethod, type Method } from './method.js';
import { Refusal } from './refusal.js';
import { renderMessage } from './render-message.js';

const postMessage = botMethod(
  { channel: text, text: maybeEmptyText, blocks: json, metadata: json, thread_ts: optionalText },
  (args, world) => {
    const channel = findDestination(args.channel, world);
    const content = readContent(args, limits.messageText);
    const metadata = readMetadata(args.metadata);
    const message = world.board.post({
      channel: channel.id,
      user: world.directory.bot.user_id,
      text: content.text ?? '',
      blocks: content.blocks ?? [],
      ...(args.thread_ts === undefined ? {} : { thread_ts: args.thread_ts }),
      ...(metadata && Object.keys(metadata).length > 0 ? { metadata } : {}),
    });
    return {
      channel: channel.id,
      ts: message.ts,
      message: renderMessage(message, world, { withMetadata: true }),
    };
  },
);

const update = botMethod(
  { channel: text, ts: text, text: maybeEmptyText, blocks: json, metadata: json },
  (args, world) => {
    const message = findOwnMessage(args, world, 'cant_update_message');
    const content = readContent(args, limits.updateText);
    const metadata = readMetadata(args.metadata);
    const updated = world.board.update(message.channel, message.ts, {
      ...(content.text === undefined ? {} : { text: content.text }),
      ...(metadata === undefined ? {} : { metadata }),
      // "If the text argument is provided and blocks are not provided, the blocks will be removed." chat.update
      blocks: content.blocks ?? [],
      edited: !content.blocks?.length,
    });
    if (!updated) throw new Refusal('message_not_found');
    const rendered = renderMessage(updated, world, { withMetadata: true });
    return { channel: updated.channel, ts: updated.ts, text: updated.text, message: rendered };
  },
);

const postEphemeral = botMethod(
  { channel: text, user: text, text: maybeEmptyText, blocks: json, thread_ts: optionalText },
  (args, world) => {
    const channel = findJoinedChannel(args.channel, world);
    if (!channel.members.includes(args.user)) throw new Refusal('user_not_in_channel');
    const content = readContent(args, limits.messageText);
    const message = world.board.post({
      channel: channel.id,
      user: world.directory.bot.user_id,
      text: content.text ?? '',
      blocks: content.blocks ?? [],
      ephemeral_to: args.user,
      ...(args.thread_ts === undefined ? {} : { thread_ts: args.thread_ts }),
    });
    return { message_ts: message.ts };
  },
);

const remove = botMethod({ channel: text, ts: text }, (args, world) => {
  const message = findOwnMessage(args, world, 'cant_delete_message');
  world.board.remove(message.channel, message.ts);
  return { channel: message.channel, ts: message.ts };
});

const getPermalink = botMethod({ channel: text, message_ts: text }, (args, world) => {
  const channel = findChannel(args.channel, world);
  const message = world.board.find(channel.id, args.message_ts);
  if (!message || message.ephemeral_to !== undefined) throw new Refusal('message_not_found');
  return { channel: channel.id, permalink: permalinkOf(message, world) };
});

/** The methods that write messages. */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};

/** Ephemeral messages are "not found": Slack cannot update or delete them by `ts`. */
function findOwnMessage(args: { channel: string; ts: string }, world: World, refusal: string): Message {
  const channel = findChannel(args.channel, world);
  const message = world.board.find(channel.id, args.ts);
  if (!message || message.ephemeral_to !== undefined) throw new Refusal('message_not_found');
  if (message.user !== world.directory.bot.user_id) throw new Refusal(refusal);
  return message;
}

/** Slack's path on the sandbox's own address, so the link opens the page. */
function permalinkOf(message: Message, world: World): string {
  const path = `${world.origin()}/archives/${message.channel}/${permalinkPart(message.ts)}`;
  const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return inThread ? `${path}?thread_ts=${message.thread_ts}&cid=${message.channel}` : path;
}
