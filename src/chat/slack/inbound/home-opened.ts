import { z } from 'zod';
import { type BudgetPorts, queryOverBudget } from '../../../flow/over-budget.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { tryToPostPrivately } from '../outbound/post-privately.js';
import type { InboundPorts } from './inbound-ports.js';
import type { Listeners } from './listeners.js';
import { deliveryHash, slackId } from './payloads.js';

interface HomeOpenedPorts extends BudgetPorts, Pick<InboundPorts, 'log' | 'messagesOf'> {
  readonly jobs: Pick<InboundPorts['jobs'], 'home'>;
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
 * Queues a job that draws the App Home when somebody opens it. If queueing fails, the listener fails: Slack gets no 200
 * and delivers the event again.
 */
export function onHomeOpened(listeners: Listeners, ports: HomeOpenedPorts): void {
  listeners.event('app_home_opened', async ({ body, client }) => {
    const parsed = homeOpened.safeParse(body);
    // Slack also sends this event when the messages tab is opened, which shows nothing of the Home.
    if (!parsed.success || parsed.data.event.tab !== 'home') return;
    const { user } = parsed.data.event;
    const delivery = deliveryHash('event', parsed.data.event_id);
    const over = await queryOverBudget({ budget: 'looks', user, delivery }, ports);
    if (over === null) return ports.jobs.home(user);
    if (over.isKnown) return;
    const message = renderPrivateMessage(over.note, await ports.messagesOf(user));
    void tryToPostPrivately(client, { to: { user, place: null }, message }, ports.log);
  });
}
