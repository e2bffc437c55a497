import type { RespondFn, webApi } from '@slack/bolt';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import { type BudgetPorts, queryOverBudget } from '../../../flow/over-budget.js';
import type { Recipient } from '../../../flow/ports/chat.js';
import { readPageValue } from '../messages/page-value.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { pagingIds, renderQueryResult } from '../messages/query-result.js';
import { tryToPostPrivately } from '../outbound/post-privately.js';
import type { InboundPorts } from './inbound-ports.js';
import type { Listeners } from './listeners.js';
import { type ButtonPress, buttonPressOf, deliveryHash } from './payloads.js';

type PagingPorts = Pick<InboundPorts, 'question' | 'messagesOf' | 'cardLinks' | 'log'> & BudgetPorts;

/** Handles the buttons that turn the pages of a private history: replaces the message, changes nothing else. */
export function onPaging(listeners: Listeners, ports: PagingPorts): void {
  for (const actionId of Object.values(pagingIds)) {
    listeners.action(actionId, async ({ body, ack, respond, client }) => {
      await ack();
      const pressed = buttonPressOf(body);
      const place = pressed?.to.place ?? null;
      if (pressed === null || place === null) {
        ports.log.warn('paging.unreadable', 'a page button came without its place');
        return;
      }
      // Not awaited: Slack has its 200 already.
      const { to, ...button } = pressed;
      void turnPage({ ...button, to: { ...to, place } }, respond, client, ports);
    });
  }
}

/** A press on a paging button, in a known place. */
interface PagePress extends ButtonPress {
  readonly to: Recipient & { readonly place: NonNullable<Recipient['place']> };
}

async function turnPage(
  { value, triggerId, replyTo, to }: PagePress,
  respond: RespondFn,
  client: webApi.WebClient,
  ports: PagingPorts,
): Promise<void> {
  try {
    const wanted = readPageValue(value);
    if (wanted === null) throw new Error('the button names no page');
    const look = { budget: 'looks', user: to.user, delivery: deliveryHash('action', triggerId) } as const;
    const over = await queryOverBudget(look, ports);
    if (over !== null) {
      if (!over.isKnown) await say(over.note, { to, replyTo }, client, ports);
      return;
    }
    const viewer = { user: to.user, channel: to.place.channel };
    const answer = await ports.question({ ...wanted, viewer });
    const messages = await ports.messagesOf(to.user);
    const { text, blocks } = await ports.cardLinks.within((linkTo) =>
      renderQueryResult(answer, messages, linkTo),
    );
    await respond({ response_type: 'ephemeral', replace_original: true, text, blocks });
  } catch (error) {
    ports.log.error('paging.failed', 'could not show a page', { user: to.user, error: String(error) });
    await say({ type: 'no_answer' }, { to, replyTo }, client, ports);
  }
}

async function say(
  note: PrivateMessage,
  { to, replyTo }: { readonly to: Recipient; readonly replyTo: string | null },
  client: webApi.WebClient,
  ports: PagingPorts,
): Promise<void> {
  const message = renderPrivateMessage(note, await ports.messagesOf(to.user));
  await tryToPostPrivately(client, { to, message, address: async () => replyTo }, ports.log);
}
