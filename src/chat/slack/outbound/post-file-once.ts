import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { MessageRef } from '../../../flow/ports/message-delivery.js';
import { once, type PostDeps, type PostedMessage } from './post-once.js';
import { callTimeoutMs } from './web-client.js';

export interface FilePost {
  /** Names the files for ever: they are posted once, whoever asks. */
  readonly op: string;
  readonly channel: string;
  readonly thread: string;
  /** Whose turn they take in the channel. */
  readonly causedBy: string;
  /** In one message; the first one's name is the message's own. */
  readonly files: readonly [PostedFile, ...PostedFile[]];
  /** A sentence above them, which holds nothing from outside. */
  readonly comment?: string;
}

export interface PostedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What people read above it; absent: its name. */
  readonly title?: string;
  /** What a picture shows, for those who do not see it. */
  readonly altText?: string;
}

const uploadTarget = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Puts files into a thread, once, as `postOnce` does; known again by the name of the first. Slack takes files in three steps
 * (docs.slack.dev/messaging/working-with-files). @throws {TryLater} @throws {CannotPost}
 */
export async function postFileOnce(post: FilePost, deps: PostDeps): Promise<MessageRef> {
  const { op, channel, thread, causedBy } = post;
  const [first] = post.files;
  // Some versions gave its name as its title alone.
  const isMine = ({ files }: Pick<PostedMessage, 'files'>) =>
    files.some(({ name, title }) => name === first.name || title === first.name);
  const send = (renew: () => Promise<void>) => upload(post, deps.client, renew);
  return once({ what: 'file', op, channel, thread, causedBy, isMine, send }, deps);
}

/** Nobody sees what is uploaded before the last call; all before it may take its time. */
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
  // Not among the method's own arguments: there it is `alt_text`, which Slack does not know
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
