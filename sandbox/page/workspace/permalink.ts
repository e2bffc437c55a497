/** What a link to a message of this workspace leads to: its thread, the message first. Null for every other address. */
export function placeOfPermalink(
  url: string,
  base: string,
): { readonly channel: string; readonly thread: string } | null {
  if (!URL.canParse(url, base)) return null;
  const { origin, pathname, searchParams } = new URL(url, base);
  const [, channel, seconds, micros] = /^\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/u.exec(pathname) ?? [];
  if (origin !== new URL(base).origin || channel === undefined) return null;
  return { channel, thread: searchParams.get('thread_ts') ?? `${seconds}.${micros}` };
}
