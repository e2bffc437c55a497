import type { Asset, AssetKind } from '../../core/asset/asset.js';
import { canonicalForm } from '../../core/asset/canonical-form.js';
import type { BrowserLease, BrowserLock, EvidencePicture, EvidenceStore } from '../../flow/ports/console.js';
import type { RunRef, UnlinkOrder, ZcaClient } from '../../flow/ports/zca.js';
import { ZcaError, ZcaNotNow, ZcaUnclear } from '../../flow/zca-error.js';
import { errorName } from '../../shared/error-name.js';
import { sleep } from '../../shared/sleep.js';
import { Turns } from '../../shared/turns.js';
import { resolveWithin } from '../../shared/with-timeout.js';
import type { ConsoleBrowser } from './browser.js';
import { NoBrowser } from './chromium.js';
import { clickUnlink, saidToOutcome } from './click-unlink.js';
import type { ConsolePlace } from './console-address.js';
import { takePicture } from './evidence-picture.js';
import { type ConsoleLabels, folded } from './labels.js';
import { LogIn, type LogInOptions } from './log-in.js';
import { PageDriver } from './page-driver.js';
import { type FoundRow, findRow, listLinked, showSearch } from './paginate.js';
import { asZcaError, LogInEnded, Screen } from './screen.js';
import type { Session } from './session-file.js';

export interface ConsoleClientOptions extends LogInOptions, ConsolePlace {
  readonly accountCode: string;
  readonly labels: ConsoleLabels;
  readonly browser: Pick<ConsoleBrowser, 'newPage' | 'release' | 'close'>;
  readonly turns: BrowserLock;
  readonly evidence: Pick<EvidenceStore, 'keep'>;
  /** A call waits this long for its turn at the browser. */
  readonly turnTimeoutMs?: number;
}

/** No job has the browser for longer than this; walking the longest list takes less. */
const longestMs = 5 * 60_000;
/** A waiting call checks this often if the browser is free. */
const askEveryMs = 250;

/** A failure elsewhere during a console call, which says nothing about the console. */
class NotOfTheConsole extends Error {
  constructor(cause: unknown) {
    super('the order could not be begun', { cause });
  }
}

/** The asset and run of a screenshot. */
type PictureOf = RunRef & Pick<Asset, 'kind' | 'id'>;

/** A job's means: its own page, and its turn at the browser. */
interface Desk {
  readonly hands: PageDriver;
  readonly screen: Screen;
  readonly turn: BrowserLease;
}

/**
 * Drives the ZCA's web console by the written procedure. Only one process uses the browser at a time. Each call gets a
 * fresh context, and nothing is retried. Without a log-in, every call throws {ZcaNotNow}.
 */
export class ConsoleZcaClient implements ZcaClient {
  /** Each reading walks through the list on a page of its own until it finds the row. */
  readonly maxReads = 1;
  readonly #options: ConsoleClientOptions;
  readonly #inTurn = new Turns(1);
  readonly #logIn: LogIn;

  constructor(options: ConsoleClientOptions) {
    this.#options = options;
    this.#logIn = new LogIn(options);
  }

  list(kind: AssetKind): Promise<readonly Asset[]> {
    return this.#work(async ({ screen }) => (await listLinked(screen, kind)).map(canonicalForm));
  }

  read(kind: AssetKind, id: string, calledBy: RunRef | null = null): Promise<Asset | null> {
    return this.#work(async (desk) => {
      const found = await findRow(desk.screen, kind, id);
      if (found !== null) return canonicalForm({ kind, id, name: found.row.name });
      if (calledBy !== null) await this.#keepGone({ ...calledBy, kind, id }, desk);
      return null;
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
      return saidToOutcome(said, (await findRow(desk.screen, kind, id)) === null);
    });
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#options.browser.close();
  }

  #press(order: UnlinkOrder, found: FoundRow, others: readonly string[], { hands, screen, turn }: Desk) {
    const { labels, stepMs } = this.#options;
    return clickUnlink(order.kind, found, others, {
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

  async #keepGone(of: PictureOf, desk: Desk): Promise<void> {
    // The link is gone; a failed screenshot must not turn that into a failure.
    try {
      const table = await showSearch(desk.screen, of.kind, of.id);
      if (table === null) throw new ZcaUnclear('the search did not show that the row is gone');
      await this.#keep(of, 'gone', { table }, desk);
    } catch (error) {
      this.#options.log.warn('evidence.not_captured', 'could not take the screenshot of a removed row', {
        request: of.requestId,
        asset: of.id,
        error: errorName(error),
        why: error instanceof ZcaError ? error.message : null,
      });
    }
  }

  async #keep(
    { requestId, round, kind, id }: PictureOf,
    stage: EvidencePicture['stage'],
    { table }: Pick<FoundRow, 'table'>,
    { hands, turn }: Pick<Desk, 'hands' | 'turn'>,
  ): Promise<void> {
    const { evidence, stepMs, now, labels } = this.#options;
    const tabs = [...labels.tab.app, ...labels.tab.oa].map(folded);
    const search = labels.search.map(folded);
    const of = { table: table.title, idColumn: table.idColumn, id, tabs, search };
    const png = await takePicture(hands, of, stepMs, { ofGone: stage === 'gone' });
    await evidence.keep({ requestId, round, kind, id, stage, turn: turn.token, at: now(), png });
  }

  /** Runs `act` at the browser when it is this call's turn. */
  #work<T>(act: (desk: Desk) => Promise<T>): Promise<T> {
    return this.#inTurn.take(async () => {
      const turn = await this.#turn();
      try {
        // Read only now: during the wait somebody may have logged in again, or another process may have renewed the
        // log-in.
        return await this.#atDesk(await this.#logIn.current(), turn, act);
      } finally {
        await turn.end().catch(() => undefined);
      }
    });
  }

  async #atDesk<T>(session: Session, turn: BrowserLease, act: (desk: Desk) => Promise<T>): Promise<T> {
    const { labels, stepMs, browser } = this.#options;
    const { context, page } = await browser.newPage(session.state).catch((error: unknown) => {
      if (error instanceof NoBrowser) throw new ZcaUnclear(error.message);
      throw error instanceof ZcaError ? error : asZcaError(error);
    });
    try {
      const hands = new PageDriver(page, stepMs, labels.background);
      const screen = new Screen({ ...this.#options, hands });
      // Work that goes on after this finds the page closed.
      const late = () => new ZcaUnclear('it took too long');
      const result = await resolveWithin(longestMs, act({ hands, screen, turn }), late);
      this.#logIn.worked();
      await this.#logIn.keep(session, context);
      return result;
    } catch (error) {
      if (error instanceof ZcaNotNow) throw this.#logIn.ended(session, error);
      if (!(error instanceof LogInEnded)) await this.#logIn.keep(session, context);
      if (error instanceof NotOfTheConsole) throw error.cause;
      throw error instanceof ZcaError ? error : asZcaError(error);
    } finally {
      await browser.release(context);
    }
  }

  async #turn(): Promise<BrowserLease> {
    const { turns, turnTimeoutMs = 20_000, now } = this.#options;
    const since = now();
    for (;;) {
      const turn = await turns.take();
      if (turn !== null) return turn;
      if (now() - since > turnTimeoutMs) throw new ZcaNotNow('busy', 2_000);
      await sleep(askEveryMs * (1 + Math.random() / 4));
    }
  }
}
