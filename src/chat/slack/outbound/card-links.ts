import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { cardMessageKey } from '../../../core/messages/message-key.js';
import type { Log } from '../../../flow/ports/log.js';
import type { MessageRef, PostJournal } from '../../../flow/ports/message-delivery.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import type { LinkTo } from '../messages/link-to.js';
import type { SlackMessage } from '../messages/rich-text.js';

interface Deps {
  readonly client: webApi.WebClient;
  readonly journal: Pick<PostJournal, 'read'>;
  readonly log: Log;
}

/** An answer waits no longer than this for its links. */
const timeoutMs = 500;

/** The workspace's address, from auth.test: `https://example.slack.com/`. */
const told = z.object({ url: z.url() });

/**
 * Builds links to cards from their places in the journal. Asks Slack once for the workspace's address, and never for a
 * link.
 */
export class CardLinks {
  readonly #deps: Deps;
  #workspace: Promise<string | null> | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Null if there is no card, or if Slack does not tell the workspace's address. Rejects when the journal does not
   * answer.
   */
  async of(requestId: string): Promise<string | null> {
    const known = await this.#deps.journal.read(cardMessageKey(requestId));
    if (known?.type !== 'posted') return null;
    const workspace = await this.#address();
    return workspace === null ? null : permalink(workspace, known.message);
  }

  /** Renders a message with its request ids as links, as far as their cards are known. Never rejects. */
  async within(render: (linkTo: LinkTo) => SlackMessage): Promise<SlackMessage> {
    const ids = new Set<string>();
    const without = render((id) => {
      ids.add(id);
      return null;
    });
    if (ids.size === 0) return without;
    const links = await Promise.all(
      [...ids].map(async (id) => [id, await this.of(id).catch(() => null)] as const),
    );
    const urls = new Map(links);
    return render((id) => urls.get(id) ?? null);
  }

  async #address(): Promise<string | null> {
    this.#workspace ??= this.#ask();
    const address = await withTimeout(timeoutMs, this.#workspace);
    return address === 'late' ? null : address;
  }

  /** Called again after a failure. */
  async #ask(): Promise<string | null> {
    try {
      return told.parse(await this.#deps.client.auth.test()).url;
    } catch (error) {
      this.#workspace = null;
      this.#deps.log.warn('card.links_unreadable', 'could not link to cards', { error: String(error) });
      return null;
    }
  }
}

/** Built as Slack builds it (docs.slack.dev/reference/methods/chat.getPermalink). */
function permalink(workspace: string, { channel, ts, thread }: MessageRef): string {
  const link = new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspace);
  if (thread === undefined) return link.href;
  link.search = new URLSearchParams({ thread_ts: thread, cid: channel }).toString();
  return link.href;
}
