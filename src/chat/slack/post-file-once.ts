import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { MessageRef } from '../../flow/ports.js';
import { once, type PostDoors } from './post-once.js';
import { callTimeoutMs } from './web-client.js';

export interface FilePost {
  /** Names the file for ever: it is posted once, whoever asks. */
  readonly op: string;
  readonly channel: string;
  readonly thread: string;
  readonly name: string;
  readonly content: string;
}

const uploadTarget = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Puts a text file into a thread, once, as `postOnce` does; known again by its title. Slack takes files in three steps
 * (docs.slack.dev/messaging/working-with-files). @throws {TryLater} @throws {CannotPost}
 */
export async function postFileOnce(post: FilePost, doors: PostDoors): Promise<MessageRef> {
  const { op, channel, thread, name } = post;
  const isMine = ({ files }: { files: readonly { title: string }[] }) =>
    files.some(({ title }) => title === name);
  return once({ what: 'file', op, channel, thread, isMine, send: () => upload(post, doors.client) }, doors);
}

async function upload(
  { channel, thread, name, content }: FilePost,
  client: webApi.WebClient,
): Promise<MessageRef> {
  const bytes = Buffer.from(content, 'utf8');
  const target = await client.files.getUploadURLExternal({ filename: name, length: bytes.length });
  const { upload_url, file_id } = uploadTarget.parse(target);
  if (!isSlacks(new URL(upload_url), new URL(client.slackApiUrl)))
    throw new Error('the bot uploads to no host but Slack’s');
  const response = await fetch(upload_url, {
    method: 'POST',
    body: bytes,
    redirect: 'error',
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  if (!response.ok) throw new Error(`Slack took no file: HTTP ${response.status}`);
  await client.files.completeUploadExternal({
    files: [{ id: file_id, title: name }],
    channel_id: channel,
    thread_ts: thread,
  });
  return { channel, ts: thread };
}

function isSlacks(url: URL, api: URL): boolean {
  return url.origin === api.origin || (url.protocol === 'https:' && url.hostname.endsWith('.slack.com'));
}
