import type { App } from '@slack/bolt';
import { z } from 'zod';
import { type BudgetPorts, lookOverBudget } from '../../../flow/over-budget.js';
import { renderNote } from '../messages/private-message.js';
import { tryToWhisper } from '../outbound/post-privately.js';
import type { Doors } from './inbound-ports.js';
import { deliveryHash, slackId } from './payloads.js';

interface HomeDoors extends BudgetPorts, Pick<Doors, 'log' | 'messagesOf'> {
  readonly jobs: Pick<Doors['jobs'], 'home'>;
}

const homeOpened = z.object({
  event_id: z.string().min(1),
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
export function onHomeOpened(app: App, doors: HomeDoors): void {
  app.event('app_home_opened', async ({ body, client }) => {
    const parsed = homeOpened.safeParse(body);
    // The tab with the messages is opened too, and shows nothing of this.
    if (!parsed.success || parsed.data.event.tab !== 'home') return;
    const { user } = parsed.data.event;
    const delivery = deliveryHash('event', parsed.data.event_id);
    const over = await lookOverBudget({ budget: 'looks', user, delivery }, doors);
    if (over === null) return doors.jobs.home(user);
    if (over.isKnown) return;
    const message = renderNote(over.note, await doors.messagesOf(user));
    void tryToWhisper(client, { user, place: null }, message, doors.log);
  });
}
