import type { webApi } from '@slack/bolt';
import type { SubmittedCommand } from '../../../core/command/submitted-command.js';
import type { HomeFacts } from '../../../core/messages/home-facts.js';
import type { QueryRequest, QueryResult } from '../../../core/messages/query-result.js';
import type { Log } from '../../../flow/ports/log.js';
import type { PostJournal, ReplyAddresses } from '../../../flow/ports/message-delivery.js';
import type { Overview } from '../../../flow/ports/ports.js';
import { recipientOf } from '../../../flow/recipient.js';
import { answerOf } from '../../../flow/submit.js';
import { CannotPost } from '../../../flow/try-later.js';
import type { Messages } from '../../../i18n/messages.js';
import { renderHome } from '../messages/home.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { renderQueryResult } from '../messages/query-result.js';
import type { SlackMessage } from '../messages/rich-text.js';
import type { CardLinks } from './card-links.js';
import { postPrivatelyOnce } from './post-privately-once.js';
import { asFlowError } from './slack-failure.js';

export interface SlackOverviewOptions {
  readonly client: webApi.WebClient;
  readonly journal: PostJournal;
  readonly replies: Pick<ReplyAddresses, 'of'>;
  /** @throws when a source it needs does not answer */
  readonly questions: (query: QueryRequest) => Promise<QueryResult>;
  /** @throws when a source it needs does not answer */
  readonly home: (user: string) => Promise<HomeFacts>;
  readonly cardLinks: Pick<CardLinks, 'of' | 'within'>;
  /** Operators unlink by hand. */
  readonly byHand: boolean;
  readonly messagesOf: (user: string) => Promise<Messages>;
  readonly now: () => number;
  readonly log: Log;
}

/** Implements the Overview port with Slack's Web API. */
export class SlackOverview implements Overview {
  readonly #options: SlackOverviewOptions;

  constructor(options: SlackOverviewOptions) {
    this.#options = options;
  }

  async answer(ask: SubmittedCommand): Promise<void> {
    const to = recipientOf(ask);
    const code = await postPrivatelyOnce(
      `ask-${ask.delivery}`,
      to,
      () => this.#messageFor(ask),
      this.#options,
    );
    if (code !== null)
      this.#options.log.error('query.not_answered', 'could not post the answer to a query', {
        user: to.user,
        code,
      });
  }

  async showHome(user: string): Promise<void> {
    const { client, home, messagesOf, byHand, log } = this.#options;
    const facts = await home(user);
    const links = await this.#linksFrom(facts);
    const view = renderHome(facts, await messagesOf(user), { links, byHand });
    await client.views.publish({ user_id: user, view }).catch((error: unknown) => {
      const failure = asFlowError(error, 'home');
      if (!(failure instanceof CannotPost)) throw failure;
      log.warn('home.not_updated', 'could not update an App Home', { user, code: failure.code });
    });
  }

  /** Links to the cards in the overview, by request id. */
  async #linksFrom({ toDecide, own }: HomeFacts): Promise<ReadonlyMap<string, string>> {
    const shown = [...toDecide, ...own].map(({ request }) => request.id);
    const links = await Promise.all(
      [...new Set(shown)].map(async (id) => [id, await this.#options.cardLinks.of(id)] as const),
    );
    return new Map(links.flatMap(([id, url]) => (url === null ? [] : [[id, url]])));
  }

  /** A mention has no trigger id, so it cannot open a form and gets the help instead. */
  async #messageFor({ command, requester, channel }: SubmittedCommand): Promise<SlackMessage> {
    const { questions, messagesOf, cardLinks, log } = this.#options;
    const messages = await messagesOf(requester);
    const note = command.type === 'form' ? ({ type: 'help' } as const) : answerOf(command);
    if (note !== null) return renderPrivateMessage(note, messages);
    try {
      const answer = await questions({ command, viewer: { user: requester, channel } });
      return await cardLinks.within((linkTo) => renderQueryResult(answer, messages, linkTo));
    } catch (error) {
      log.error('query.failed', 'could not answer a query', { command: command.type, error: String(error) });
      return renderPrivateMessage({ type: 'no_answer' }, messages);
    }
  }
}
