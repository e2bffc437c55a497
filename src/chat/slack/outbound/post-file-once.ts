import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { MessageRef } from '../../../flow/ports/message-delivery.js';
import { once, type PostDeps, type PostedMessage } from './post-once.js';
import { callTimeoutMs } from './web-client.js';

export interface FilePost {
  /** Permanent name of these files: they are posted once, whoever calls. */
  readonly op: string;
  readonly channel: string;
  readonly thread: string;
  /** The person whose place in the channel's queue the post takes. */
  readonly causedBy: string;
  /** Posted in one message; the first file's name identifies the message. */
  readonly files: readonly [PostedFile, ...PostedFile[]];
  /** A sentence above the files, without outside text. */
  readonly comment?: string;
}

export interface PostedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** The title above the file; absent: its name. */
  readonly title?: string;
  /** A picture's description for screen readers. */
  readonly altText?: string;
}

const uploadTarget = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Posts files into a thread once, as `postOnce` does; finds them again by the first one's name. Slack takes files in
 * three steps (docs.slack.dev/messaging/working-with-files).
 * @throws {TryLater} @throws {CannotPost}
 */
export async function postFileOnce(post: FilePost, deps: PostDeps): Promise<MessageRef> {
  const { op, channel, thread, causedBy } = post;
  const [first] = post.files;
  // Some versions gave the name only as the title.
  const isMine = ({ files }: Pick<PostedMessage, 'files'>) =>
    files.some(({ name, title }) => name === first.name || title === first.name);
  const send = (renew: () => Promise<void>) => upload(post, deps.client, renew);
  return once({ what: 'file', op, channel, thread, causedBy, isMine, send }, deps);
}

/** An uploaded file is invisible until the last call, so the calls before it may take their time. */
async function upload(
  { channel, thread, files, comment }: FilePost,
  client: webApi.WebClient,
  renew: () => Promise<void>,
): Promise<MessageRef> {
  const [first, ...others] = files;
  const shared: [{ id: string; title: string }, ...{ id: string; title: string }[]] = [
    await uploaded(first, client),
  ];
  for (const file of others) shared.push(await uploaded(file, client));
  await renew();
  await client.files.completeUploadExternal({
    ...{ files: shared, channel_id: channel, thread_ts: thread },
    ...(comment === undefined ? {} : { initial_comment: comment }),
  });
  return { channel, ts: thread };
}

async function uploaded({ name, title, content, altText }: PostedFile, client: webApi.WebClient) {
  const bytes = Buffer.from(content);
  // Not among the method's typed arguments, which have `alt_text` instead; Slack does not know that one
  // (docs.slack.dev/reference/methods/files.getUploadURLExternal).
  const description = altText === undefined ? {} : { alt_txt: altText };
  const target = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
    ...description,
  });
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
  return { id: file_id, title: title ?? name };
}

function isSlacks(url: URL, api: URL): boolean {
  return url.origin === api.origin || (url.protocol === 'https:' && url.hostname.endsWith('.slack.com'));
}
