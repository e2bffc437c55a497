import { type SocketModeReceiver, webApi } from '@slack/bolt';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { Log } from '../../../flow/ports/log.js';
import { sleepInBackground } from '../../../shared/sleep.js';
import { resolveWithin } from '../../../shared/with-timeout.js';
import { SlackUnavailable } from './slack-unavailable.js';

type SocketClient = SocketModeReceiver['client'];

/** The client's events that say its socket is closed or about to be. */
const ends = ['close', 'reconnecting', 'disconnecting', 'disconnected'] as const;

/** From requesting an address to Slack's hello. */
const openMs = 10_000;
/** The pause after the first failed attempt; it grows by `factor` up to `maxMs`. */
const pause = { firstMs: 500, factor: 1.5, maxMs: 10_000 } as const;
/** Alert when there has been no socket for longer than this. */
const missingMs = 45_000;

/**
 * Keeps a socket open for Slack to deliver into. Slack closes each one after some hours; Bolt's client would give up,
 * and end the process, when Slack refuses the next.
 */
export class SocketKeeper {
  readonly #socket: SocketClient;
  readonly #alerts: Alerts;
  readonly #log: Log;
  #isOpen = false;
  #isOpening = false;
  #isClosing = false;

  /** @param socket a client that does not reconnect by itself */
  constructor(socket: SocketClient, { alerts, log }: { readonly alerts: Alerts; readonly log: Log }) {
    this.#socket = socket;
    this.#alerts = alerts;
    this.#log = log;
    socket.on('connected', () => {
      this.#isOpen = true;
    });
    for (const end of ends)
      socket.on(end, () => {
        this.#isOpen = false;
      });
    socket.on('disconnected', () => void this.#reopen());
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Resolves when the first socket is open, however long Slack gives no answer.
   * @throws {SlackUnavailable} when Slack refuses the token
   */
  async open(): Promise<void> {
    await this.#tryUntilOpen((error) => {
      if (error instanceof webApi.WebAPIPlatformError) throw new SlackUnavailable('SLACK_APP_TOKEN', error);
    });
  }

  /** Closes the socket and opens no other. */
  async close(): Promise<void> {
    this.#isClosing = true;
    void this.#socket.disconnect();
  }

  async #reopen(): Promise<void> {
    if (this.#isClosing || this.#isOpening) return;
    await this.#tryUntilOpen((error) => {
      if (error instanceof webApi.WebAPIPlatformError)
        this.#alerts.raise({ type: 'no_socket', code: error.data.error });
    });
  }

  async #tryUntilOpen(failed: (error: unknown) => void): Promise<void> {
    const since = performance.now();
    this.#isOpening = true;
    try {
      for (let waitMs: number = pause.firstMs; ; waitMs = Math.min(waitMs * pause.factor, pause.maxMs)) {
        await this.#tryToOpen(failed);
        if (this.#isOpen || this.#isClosing) return;
        if (performance.now() - since > missingMs) this.#alerts.raise({ type: 'no_socket', code: null });
        await sleepInBackground(waitMs);
        if (this.#isClosing) return;
      }
    } finally {
      this.#isOpening = false;
    }
  }

  async #tryToOpen(failed: (error: unknown) => void): Promise<void> {
    try {
      await resolveWithin(openMs, this.#socket.start(), () => new Error('Slack did not open it in time'));
    } catch (error) {
      failed(error);
      this.#log.warn('slack.socket.refused', 'could not open a socket to Slack', { error: String(error) });
    }
  }
}
