import type { PrivateMessage, ThreadMessage } from '../core/messages/private-message.js';
import { homeOf, type SurfaceName, surfaceOf } from '../core/person/accounts.js';
import { type Directory, homeSurface } from '../core/person/directory.js';
import type { Person } from '../core/request/permission.js';
import type { CardRequest, Finished, Running } from '../core/request/request.js';
import type { Alerts } from './ports/alerts.js';
import type {
  Chat,
  ChatPeople,
  MembersWanted,
  Recipient,
  ShownNow,
  Surface,
  TellsEach,
} from './ports/chat.js';
import type { Log } from './ports/log.js';
import { TryLater } from './try-later.js';

export interface ChatOfSurfacesOptions {
  /** Null: the bot has no Slack. */
  readonly slack: (Surface & ChatPeople & Pick<Chat, 'linkTo'>) | null;
  /** True: requests asked in Zalo have a card in Slack too. */
  readonly hasCardsChannel: boolean;
  /** Serves every Zalo chat. */
  readonly zalo: Surface & TellsEach;
  readonly alerts: Alerts;
  readonly directory: Directory;
  /** Calls `act` after `ms`. */
  readonly later: (ms: number, act: () => void) => unknown;
  readonly log: Log;
}

/** When a surface that is beside the point is tried again, in this process; the repair does the rest. */
const againAfterMs = [5_000, 30_000, 120_000];

/** A step waits this long for a surface that is beside the point; it goes on by itself. In milliseconds. */
const besideMs = 1_000;

/**
 * One chat made of several. A request is at home where it was asked: what fails there fails the step. The other
 * surface hears the same, and its failures hold nothing up.
 */
export class ChatOfSurfaces implements Chat {
  readonly #options: ChatOfSurfacesOptions;

  constructor(options: ChatOfSurfacesOptions) {
    this.#options = options;
  }

  async showCard(request: CardRequest, now?: ShownNow): Promise<void> {
    await this.#everywhere(request, (surface) => surface.showCard(request, now));
    await this.#sayIfUnreachable(request);
  }

  async ensureCard(request: CardRequest): Promise<boolean> {
    const home = this.#home(request);
    const beside = this.#beside(request);
    const [isMissing, isMissingBeside] = await Promise.all([
      home.ensureCard(request),
      beside === null
        ? false
        : this.#soon(
            beside.ensureCard(request).catch((error: unknown) => {
              this.#behind(request, error);
              return false;
            }),
          ),
    ]);
    await this.#sayIfUnreachable(request);
    return isMissing || isMissingBeside === true;
  }

  postResult(request: Finished): Promise<void> {
    return this.#everywhere(request, (surface) => surface.postResult(request));
  }

  showWork(request: Running | Finished): Promise<void> {
    return this.#everywhere(request, (surface) => surface.showWork(request));
  }

  ensureWork(request: Running): Promise<boolean> {
    return this.#home(request).ensureWork(request);
  }

  postEvidence(request: Finished): Promise<void> {
    return this.#everywhere(request, (surface) => surface.postEvidence(request));
  }

  postInThread(request: CardRequest, note: ThreadMessage): Promise<void> {
    return this.#everywhere(request, (surface) => surface.postInThread(request, note));
  }

  async linkTo(requestId: string): Promise<string | null> {
    return this.#options.slack?.linkTo(requestId) ?? null;
  }

  /** Answers where the person acted; without a place, at their home. */
  tell(op: string, to: Recipient, note: PrivateMessage): Promise<void> {
    const at = to.place === null ? homeSurface(to.user) : surfaceOf(to.place.channel);
    return this.#surface(at).tell(op, to, note);
  }

  async groupMembers(group: string, wanted?: MembersWanted): Promise<ReadonlySet<string>> {
    const { slack } = this.#options;
    if (slack === null) throw new Error('without Slack there are no groups');
    return slack.groupMembers(group, wanted);
  }

  person(id: string, wanted?: Pick<MembersWanted, 'fresh'>): Promise<Person> {
    return personOf(id, this.#options, wanted);
  }

  #surface(name: SurfaceName): Surface {
    const { slack, zalo } = this.#options;
    return name === 'slack' && slack !== null ? slack : zalo;
  }

  #home({ channel }: CardRequest): Surface {
    return this.#surface(surfaceOf(channel));
  }

  #beside(request: CardRequest): Surface | null {
    const { slack, zalo, hasCardsChannel } = this.#options;
    if (this.#home(request) !== zalo) return zalo;
    return hasCardsChannel ? slack : null;
  }

  async #everywhere(request: CardRequest, act: (surface: Surface) => Promise<void>): Promise<void> {
    const beside = this.#beside(request);
    // The caller waits a moment for this one too, so that a crash right after it loses nothing that had time to be sent.
    await Promise.all([
      act(this.#home(request)),
      beside === null ? null : this.#soon(this.#tryBeside(request, () => act(beside))),
    ]);
  }

  /** Returns the other surface's result; null if it takes longer than `besideMs`. */
  #soon<T>(done: Promise<T>): Promise<T | null> {
    return Promise.race([
      done,
      new Promise<null>((resolve) => this.#options.later(besideMs, () => resolve(null))),
    ]);
  }

  async #tryBeside(request: CardRequest, act: () => Promise<void>, tries = 0): Promise<void> {
    await act().catch((error: unknown) => {
      const again = againAfterMs[tries];
      if (!(error instanceof TryLater) || again === undefined) return this.#behind(request, error);
      this.#options.later(
        again,
        () => void this.#tryBeside(request, act, tries + 1).then(() => this.#sayIfUnreachable(request)),
      );
    });
  }

  /**
   * Says at once, in the thread and to whoever asked, that nobody who could confirm a request hears of it; without a
   * thread in Slack to the operators. The repair comes back to what fails here.
   */
  async #sayIfUnreachable(request: CardRequest): Promise<void> {
    const { slack, zalo, hasCardsChannel, alerts, log } = this.#options;
    const isInSlack = slack !== null && (this.#home(request) === slack || hasCardsChannel);
    try {
      const people = await zalo.unreachable(request, isInSlack);
      if (people.length === 0) return;
      log.warn('approvers.unreachable', 'nobody who could confirm a request can be told of it', {
        request: request.id,
        people: people.join(' '),
      });
      if (!isInSlack) alerts.raise({ type: 'approvers_unreachable', requestId: request.id });
      await this.postInThread(request, { type: 'approvers_unreachable', people });
    } catch (error) {
      this.#behind(request, error);
    }
  }

  #behind({ id }: CardRequest, error: unknown): void {
    this.#options.log.warn('surface.behind', 'could not show a request in the other chat', {
      request: id,
      error: String(error),
    });
  }
}

/**
 * Facts about a person: of Slack's people from Slack, of others from the configuration. Somebody whose account has come
 * to belong to a person with another id is gone under the old one, and is named by the new.
 */
export async function personOf(
  id: string,
  { slack, directory }: { readonly slack: Pick<ChatPeople, 'person'> | null; readonly directory: Directory },
  wanted?: Pick<MembersWanted, 'fresh'>,
): Promise<Person> {
  if (homeSurface(id) !== 'slack') {
    if (directory.person(id) !== null) return { id, isOutsider: false };
    return { id: directory.owner(homeOf(id))?.id ?? id, isOutsider: true, isGone: true };
  }
  if (slack === null) throw new Error('without Slack nobody can be looked up there');
  return slack.person(id, wanted);
}
