import { tsInPermalink } from '../../slack/permalink.js';
import type { Address } from '../workspace/address.js';

const messagePath = /^\/archives\/([CDG][A-Z0-9]+)\/([^/]+)$/u;

/** The place of the message that a link of this workspace names, in Slack's form; null for any other link. */
export function messagePlace(url: string, domain: string): Partial<Address> | null {
  if (!URL.canParse(url)) return null;
  const { host, pathname, searchParams } = new URL(url);
  const [, channel, part = ''] = messagePath.exec(pathname) ?? [];
  const message = tsInPermalink(part);
  if (channel === undefined || message === null) return null;
  if (![window.location.host, `${domain}.slack.com`].includes(host)) return null;
  return { channel, thread: searchParams.get('thread_ts'), message };
}
