import type { MiddlewareHandler } from 'hono';

/** A link to a message, as `chat.getPermalink` gives it, leads to the page at that message. */
export const openMessage: MiddlewareHandler = async (c, next) => {
  const [, seconds, micros] = /^p(\d+)(\d{6})$/.exec(c.req.param('message') ?? '') ?? [];
  if (seconds === undefined) return next();
  const query = new URLSearchParams({
    channel: c.req.param('channel') ?? '',
    message: `${seconds}.${micros}`,
  });
  const thread = c.req.query('thread_ts');
  if (thread !== undefined) query.set('thread', thread);
  return c.redirect(`/?${query}`);
};
