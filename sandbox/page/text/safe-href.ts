const allowedSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The address if a browser may follow it; a message can use any text as a link. */
export function safeHref(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return allowedSchemes.has(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
