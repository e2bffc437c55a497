import type { BrowserContext } from 'playwright-core';
import type { Asset, AssetKind } from '../../core/asset.js';
import type {
  BrowserTurn,
  BrowserTurns,
  EvidencePicture,
  EvidenceShelf,
  Log,
  UnlinkOrder,
  ZcaClient,
} from '../../flow/ports.js';
import { ZcaError, ZcaNotNow, ZcaUnclear } from '../../flow/zca-error.js';
import { answerWithin } from '../../within.js';
import type { ConsoleBrowser } from './browser.js';
import { NoBrowser } from './chromium.js';
import { takePicture } from './evidence-picture.js';
import { InTurn } from './in-turn.js';
import type { ConsoleLabels } from './labels.js';
import { type FoundRow, findRow, listLinked, showSearch } from './list-walk.js';
import { PageHands } from './page-hands.js';
import { pressUnlink, saidToOutcome } from './row-press.js';
import { asZcaError, LogInEnded, Screen } from './screen.js';
import { type Session, type SessionFile, SessionUnreadable } from './session-file.js';

export interface ConsoleClientOptions {
  readonly address: string;
  readonly accountCode: string;
  readonly labels: ConsoleLabels;
  /** For one step, in milliseconds: a page that loads, an element that appears, an answer after a press. */
  readonly stepMs: number;
  readonly session: Pick<SessionFile, 'load' | 'save'>;
  readonly browser: ConsoleBrowser;
  readonly turns: BrowserTurns;
  readonly evidence: Pick<EvidenceShelf, 'keep'>;
  readonly now: () => number;
  readonly log: Log;
  /** How long a turn at the browser is waited for in hand, in milliseconds. */
  readonly turnPatienceMs?: number;
  /** After how long a paused job looks again, in milliseconds. */
  readonly pauseMs?: number;
}

/** A log-in that has ended is tried again after this long, in milliseconds, though the file is the same. */
const tryEndedAgainMs = 10 * 60_000;
/** Longer than this, in milliseconds, no job has the browser: the longest list is walked in less. */
const longestMs = 5 * 60_000;
/** How often somebody who waits looks whether the browser is free, in milliseconds. */
const askEveryMs = 250;

/** What went wrong elsewhere while the console waited, and is nobody's word on the console. */
class NotOfTheConsole extends Error {
  constructor(cause: unknown) {
    super('the order could not be begun', { cause });
  }
}

/** What a job works with: a page of its own, in its turn. */
interface Desk {
  readonly hands: PageHands;
  readonly screen: Screen;
  readonly turn: BrowserTurn;
}

/**
 * The ZCA through its web console, by the written procedure. One browser at a time for all processes; a fresh context
 * for each call; retries nothing by itself. Without a log-in every call is {ZcaNotNow}.
 */
export class ConsoleZcaClient implements ZcaClient {
  readonly #options: ConsoleClientOptions;
  readonly #inTurn = new InTurn();
  /** The log-in that was found to have ended, and when. */
  #ended: { readonly mark: string; readonly at: number; readonly why: 'logged_out' | 'captcha' } | null =
    null;
  #isMissed = false;

  constructor(options: ConsoleClientOptions) {
    this.#options = options;
  }

  list(kind: AssetKind): Promise<readonly Asset[]> {
    return this.#work(({ screen }) => listLinked(screen, kind));
  }

  read(kind: AssetKind, id: string): Promise<Asset | null> {
    return this.#work(async ({ screen }) => {
      const found = await findRow(screen, kind, id);
      return found === null ? null : { kind, id, name: found.row.name };
    });
  }

  unlink(order: UnlinkOrder): Promise<'unlinked' | 'not_linked'> {
    return this.#work(async (desk) => {
      const { kind, id } = order;
      const all = await listLinked(desk.screen, kind);
      if (!all.some((asset) => asset.id === id)) return 'not_linked';
      const found = await findRow(desk.screen, kind, id);
      if (found === null) throw new ZcaUnclear('the list moved while it was read');
      const others = all.filter((asset) => asset.id !== id).map(({ name }) => name);
      const said = await this.#press(order, found, others, desk);
      const isGone = (await findRow(desk.screen, kind, id)) === null;
      if (isGone) await this.#keepGone(order, found, desk);
      return saidToOutcome(said, isGone);
    });
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#options.browser.close();
  }

  #press(order: UnlinkOrder, found: FoundRow, others: readonly string[], { hands, screen, turn }: Desk) {
    const { labels, stepMs } = this.#options;
    return pressUnlink(order.kind, found, others, {
      hands,
      screen,
      labels,
      stepMs,
      begin: () =>
        order.begin().catch((error: unknown) => {
          throw error instanceof ZcaError ? error : new NotOfTheConsole(error);
        }),
      mayPressUntil: async () => {
        const until = await turn.until();
        if (until === null) throw new ZcaUnclear('the turn at the browser was lost; it was not pressed');
        return until;
      },
      beforePress: (stage) => this.#keep(order, stage, found, { hands, turn }),
    });
  }

  async #keepGone(order: UnlinkOrder, found: FoundRow, desk: Desk): Promise<void> {
    // The link is gone: that no picture of it could be taken must not make it look as if it were not.
    try {
      const table = await showSearch(desk.screen, order.kind, order.id);
      await this.#keep(order, 'gone', { ...found, table }, desk);
    } catch (error) {
      this.#options.log.warn('no picture could be taken of a list without a row', {
        request: order.requestId,
        asset: order.id,
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  async #keep(
    { requestId, round, kind, id }: UnlinkOrder,
    stage: EvidencePicture['stage'],
    { table }: FoundRow,
    { hands, turn }: Pick<Desk, 'hands' | 'turn'>,
  ): Promise<void> {
    const { evidence, stepMs, now } = this.#options;
    const of = { table: table.title, idColumn: table.idColumn, id };
    const png = await takePicture(hands, of, stepMs);
    await evidence.keep({ requestId, round, kind, id, stage, turn: turn.token, at: now(), png });
  }

  /** Does something at the browser when it is this call's turn. */
  #work<T>(act: (desk: Desk) => Promise<T>): Promise<T> {
    return this.#inTurn.run(async () => {
      const turn = await this.#turn();
      try {
        // Only now: while others had the turn, somebody may have logged in anew, or they were given a longer log-in.
        return await this.#atDesk(await this.#session(), turn, act);
      } finally {
        await turn.end().catch(() => undefined);
      }
    });
  }

  async #atDesk<T>(session: Session, turn: BrowserTurn, act: (desk: Desk) => Promise<T>): Promise<T> {
    const { address, accountCode, labels, stepMs, browser } = this.#options;
    const { context, page } = await browser.newPage(session.state).catch((error: unknown) => {
      if (error instanceof NoBrowser) throw new ZcaUnclear(error.message);
      throw error instanceof ZcaError ? error : asZcaError(error);
    });
    try {
      const hands = new PageHands(page, stepMs, labels.background);
      const screen = new Screen({ hands, address, accountCode, labels, stepMs });
      // Whoever goes on after this finds the page closed.
      const late = () => new ZcaUnclear('it took too long');
      const result = await answerWithin(longestMs, act({ hands, screen, turn }), late);
      this.#ended = null;
      await this.#keepSession(session, context);
      return result;
    } catch (error) {
      if (error instanceof ZcaNotNow) throw this.#pausedBy(error, session);
      if (!(error instanceof LogInEnded)) await this.#keepSession(session, context);
      if (error instanceof NotOfTheConsole) throw error.cause;
      throw error instanceof ZcaError ? error : asZcaError(error);
    } finally {
      await browser.release(context);
    }
  }

  /** @throws {ZcaNotNow} where there is no log-in that may still be good */
  async #session(): Promise<Session> {
    const { session, now, log, pauseMs = 30_000 } = this.#options;
    // A file that cannot be read is as good as none: a new log-in writes it anew.
    const found = await session.load().catch((error: unknown) => {
      if (!(error instanceof SessionUnreadable)) throw error;
      if (!this.#isMissed) log.error(error.message);
      return null;
    });
    if (found === null) {
      this.#isMissed = true;
      throw new ZcaNotNow('no_session', pauseMs);
    }
    this.#isMissed = false;
    const ended = this.#ended;
    if (ended !== null && ended.mark === found.mark && now() - ended.at < tryEndedAgainMs)
      throw new ZcaNotNow(ended.why, pauseMs);
    return found;
  }

  #pausedBy(error: ZcaNotNow, { mark }: Session): ZcaNotNow {
    const { now, pauseMs = 30_000 } = this.#options;
    const why = error.why === 'captcha' ? 'captcha' : 'logged_out';
    this.#ended = { mark, at: now(), why };
    return new ZcaNotNow(why, pauseMs);
  }

  /** Consoles lengthen a log-in while it is used; without this it would end as if it had not been. */
  async #keepSession(before: Session, context: BrowserContext): Promise<void> {
    const { session, log, stepMs } = this.#options;
    try {
      const late = () => new ZcaUnclear('the log-in was not handed over');
      const state = await answerWithin(stepMs, context.storageState(), late);
      if (JSON.stringify(state) === JSON.stringify(before.state)) return;
      // Somebody who has logged in meanwhile knows better.
      if ((await session.load())?.mark === before.mark) await session.save(state);
    } catch (error) {
      log.warn('the log-in to the console could not be kept', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  async #turn(): Promise<BrowserTurn> {
    const { turns, turnPatienceMs = 20_000, now } = this.#options;
    const since = now();
    for (;;) {
      const turn = await turns.take();
      if (turn !== null) return turn;
      if (now() - since > turnPatienceMs) throw new ZcaNotNow('busy', 2_000);
      await new Promise((resolve) => setTimeout(resolve, askEveryMs * (1 + Math.random() / 4)));
    }
  }
}
