import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Doors } from './doors.js';
import { slackId } from './payloads.js';

const homeOpened = z.object({
  event: z.object({
    type: z.literal('app_home_opened'),
    user: slackId,
    tab: z.string(),
  }),
});

/**
 * Somebody opened the bot's App Home: it is made by a job. When that cannot be queued the listener fails, Slack is not
 * told 200 and delivers the event again.
 */
export function onHomeOpened(app: App, doors: { readonly jobs: Pick<Doors['jobs'], 'home'> }): void {
  app.event('app_home_opened', async ({ body }) => {
    const parsed = homeOpened.safeParse(body);
    // The tab with the messages is opened too, and shows nothing of this.
    if (!parsed.success || parsed.data.event.tab !== 'home') return;
    await doors.jobs.home(parsed.data.event.user);
  });
}
