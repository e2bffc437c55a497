import { z } from 'zod';
import type { Message } from '../page-contract.js';
import type { StoredFile } from '../state/file-shelf.js';
import type { World } from '../world.js';
import { count, json, maybeEmptyText, optionalText, text } from './arguments.js';
import { findDestination } from './find-channel.js';
import { botMethod, type Method } from './method.js';
import { Refusal } from './refusal.js';

const getUploadUrl = botMethod({ filename: text, length: count, alt_txt: optionalText }, (args, world) => {
  if (args.length === undefined || args.length < 1) throw new Refusal('invalid_arguments');
  const { file, ticket } = world.files.announce(args.filename, args.length, args.alt_txt);
  return { upload_url: `${world.origin()}/upload/v1/${ticket}`, file_id: file.id };
});

const sharedFiles = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

const completeUpload = botMethod(
  {
    files: json,
    channel_id: optionalText,
    thread_ts: optionalText,
    initial_comment: maybeEmptyText,
  },
  (args, world) => {
    const files = readFiles(args.files, world);
    if (args.channel_id !== undefined) {
      const channel = findDestination(args.channel_id, world);
      world.board.post({
        channel: channel.id,
        user: world.directory.bot.user_id,
        text: args.initial_comment ?? '',
        blocks: [],
        files: files.map(toMessageFile),
        ...(args.thread_ts === undefined ? {} : { thread_ts: args.thread_ts }),
      });
    }
    return { files: files.map(({ id, title, name, mimetype }) => ({ id, title, name, mimetype })) };
  },
);

/** The methods that share a file. */
export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
};

function readFiles(raw: unknown, world: World): StoredFile[] {
  const parsed = sharedFiles.safeParse(raw);
  if (!parsed.success) throw new Refusal('invalid_arguments');
  return parsed.data.map(({ id, title }) => {
    const file = world.files.find(id);
    if (file?.content === undefined) throw new Refusal('file_not_found');
    return Object.assign(file, { title: title ?? file.title });
  });
}

function toMessageFile(file: StoredFile): NonNullable<Message['files']>[number] {
  const { id, name, title, mimetype, alt_txt, content = '' } = file;
  return { id, name, title, mimetype, content, ...(alt_txt === undefined ? {} : { alt_txt }) };
}
