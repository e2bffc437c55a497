import type { MiddlewareHandler } from 'hono';
import { tsInPermalink } from '../permalink.js';

/** Opens the page at a message, for a link that `chat.getPermalink` gave. */
export const openMessage: MiddlewareHandler = async (c, next) => {
  const message = tsInPermalink(c.req.param('message') ?? '');
  if (message === null) return next();
  const query = new URLSearchParams({ channel: c.req.param('channel') ?? '', message });
  const thread = c.req.query('thread_ts');
  if (thread !== undefined) query.set('thread', thread);
  return c.redirect(`/?${query}`);
};
