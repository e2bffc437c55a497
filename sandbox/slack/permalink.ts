/** A message's part of a Slack link: `1796000000.000100` is `p1796000000000100`. */
export function permalinkPart(ts: string): string {
  return `p${ts.replace('.', '')}`;
}

/** The `ts` that such a part names; null when it names none. */
export function tsInPermalink(part: string): string | null {
  const [, seconds, micros] = /^p(\d+)(\d{6})$/u.exec(part) ?? [];
  return seconds === undefined ? null : `${seconds}.${micros}`;
}
