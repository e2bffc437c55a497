import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  App,
  type AppOptions,
  type AuthorizeResult,
  type Logger,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { Log } from '../../../flow/ports/log.js';
import type { RateLimitCooldown } from '../../../flow/ports/message-delivery.js';
import type { DeliveryMetrics } from '../../../flow/ports/metrics.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import type { SlackNetwork } from '../outbound/network.js';
import { slackLogger } from '../outbound/slack-logger.js';
import { clientOptions } from '../outbound/web-client.js';
import { onPress } from './buttons.js';
import { onMention, onSlashCommand } from './commands.js';
import { onDigits } from './dialogs/digits.js';
import { onFailureReason } from './dialogs/failure-reason.js';
import { onForm } from './dialogs/form.js';
import { onReject } from './dialogs/reject.js';
import { onFollowUpButtons } from './follow-up-buttons.js';
import { ForeignDeliveries } from './foreign-deliveries.js';
import { onHomeOpened } from './home-opened.js';
import { SlackHttpReceiver } from './http-receiver.js';
import type { InboundPorts } from './inbound-ports.js';
import { appOf, type Installation, installationOf, isOf } from './installation.js';
import { Listeners } from './listeners.js';
import { onPaging } from './paging.js';
import { SignatureWatch } from './signature-watch.js';
import { SlackUnavailable } from './slack-unavailable.js';
import { SocketKeeper } from './socket-keeper.js';

/** Either Slack calls the bot over HTTP and signs its requests, or the bot opens a socket to Slack. */
export type SlackTransport =
  | { readonly type: 'http'; readonly signingSecrets: readonly string[] }
  | { readonly type: 'socket'; readonly appToken: string };

export interface SlackAppOptions {
  readonly door: SlackTransport;
  readonly botToken: string;
  /** The app's id, for when Slack does not report it; null: unknown. */
  readonly appId: string | null;
  readonly apiUrl: string;
  readonly cooldown: RateLimitCooldown;
  readonly network: SlackNetwork;
}

/** A closing socket stays open this long for pending acknowledgements; Slack waits no longer than that for any. */
const closingMs = 3_000;

interface AppParts {
  readonly receiver: SlackReceiver;
  readonly botToken: string;
  readonly appId: string | null;
  readonly metrics: DeliveryMetrics;
  readonly log: Log;
}

/** A Bolt app that sends Slack its 200 only after the listeners finish. For events, Bolt itself acknowledges first. */
export class AcknowledgingApp extends App {
  readonly #receiver: SlackReceiver;
  readonly #botToken: string;
  readonly #appId: string | null;
  readonly #log: Log;
  readonly #metrics: DeliveryMetrics;
  readonly #foreign: ForeignDeliveries;
  readonly #inHand = new Set<Promise<void>>();
  #installation: Installation | null = null;

  constructor(options: AppOptions, { receiver, botToken, appId, metrics, log }: AppParts) {
    super({ ...options, receiver: receiver.receiver });
    this.#receiver = receiver;
    this.#botToken = botToken;
    this.#appId = appId;
    this.#log = log;
    this.#metrics = metrics;
    this.#foreign = new ForeignDeliveries(log);
  }

  /** Handles Slack's HTTP deliveries; null over Socket Mode. */
  get deliveries(): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null {
    const receiver = this.#receiver;
    return receiver.type === 'http' ? (...exchange) => receiver.receiver.handle(...exchange) : null;
  }

  /** Rejects when no socket to Slack is open. Over HTTP only Slack can tell whether the bot is reachable. */
  async reachable(): Promise<void> {
    if (this.#receiver.type === 'socket' && !this.#receiver.keeper.isOpen)
      throw new Error('no socket to Slack is open');
  }

  /**
   * Acknowledges deliveries of another workspace or app, so that Slack does not repeat them, and passes them to no
   * listener.
   */
  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (this.#installation === null || !isOf(this.#installation, event.body)) {
      this.#foreign.drop();
      return event.ack();
    }
    const end = this.#metrics.delivery(event.body);
    const processing = this.#process(event);
    processing.then(
      () => end('acknowledged'),
      () => end('failed'),
    );
    // `close` only waits for the delivery to end; the caller of `processEvent` gets the error.
    const over = processing.catch(() => undefined).finally(() => this.#inHand.delete(over));
    this.#inHand.add(over);
    return processing;
  }

  async #process(event: ReceiverEvent): Promise<void> {
    const answers: Parameters<ReceiverEvent['ack']>[0][] = [];
    const ack: ReceiverEvent['ack'] = async (response) => {
      answers.push(response);
    };
    await super.processEvent({ ...event, ack });
    if (answers.length > 0) await event.ack(answers[0]);
  }

  /** The bot's own account, for Bolt; complete once `logIn()` has asked Slack for it. */
  authorization(): AuthorizeResult {
    return { botToken: this.#botToken, ...this.#installation?.bot };
  }

  /** @throws {SlackUnavailable} when Slack rejects the token or does not answer */
  async logIn(): Promise<void> {
    try {
      await this.init();
      this.#installation = await installationOf(this.client, this.#botToken, this.#appId, this.#log);
      const { team, enterprise } = this.#installation;
      if (this.#receiver.type === 'http')
        this.#receiver.signatures.serve(enterprise === null ? [team] : [team, enterprise]);
    } catch (error) {
      throw new SlackUnavailable('SLACK_BOT_TOKEN', error);
    }
  }

  /**
   * Resolves when Slack can deliver. Over HTTP that is at once, provided `deliveries` is served.
   * @throws {SlackUnavailable}
   */
  async open(): Promise<void> {
    if (this.#receiver.type === 'socket') await this.#receiver.keeper.open();
  }

  /**
   * Accepts no more deliveries and resolves when those in progress are answered. An acknowledgement needs its
   * connection, so a socket stays open for as long as Slack would wait.
   */
  async close(): Promise<void> {
    if (this.#receiver.type === 'socket') {
      await withTimeout(closingMs, this.#answered());
      await this.#receiver.keeper.close();
    }
    await this.#answered();
  }

  async #answered(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
  }
}

/** Builds the bot's Slack app, with the same listeners over HTTP and Socket Mode. Makes no call before `logIn()`. */
export function createSlackApp(options: SlackAppOptions, ports: InboundPorts): AcknowledgingApp {
  const { apiUrl, cooldown, network } = options;
  const { metrics } = ports;
  const logger = slackLogger(ports.log);
  const receiver = createReceiver(options, logger, ports);
  const slackOptions: AppOptions = {
    // Given the token, Bolt would ask Slack at each start what `logIn` asks as well.
    authorize: async () => app.authorization(),
    clientOptions: clientOptions({ ...{ apiUrl, cooldown, metrics, network }, logger, alerts: ports.alerts }),
    deferInitialization: true,
    convoStore: false,
    logger,
  };
  const appId = options.appId ?? (options.door.type === 'socket' ? appOf(options.door.appToken) : null);
  const app: AcknowledgingApp = new AcknowledgingApp(slackOptions, {
    ...{ receiver, botToken: options.botToken, appId, metrics, log: ports.log },
  });
  const listeners = new Listeners(app);
  onSlashCommand(listeners, ports);
  onMention(listeners, ports);
  onPress(listeners, ports);
  onFollowUpButtons(listeners, ports);
  onPaging(listeners, ports);
  onForm(listeners, ports);
  onReject(listeners, ports);
  onFailureReason(listeners, ports);
  onDigits(listeners, ports);
  onHomeOpened(listeners, ports);
  return app;
}

/** How Slack's deliveries reach the app. */
type SlackReceiver =
  | { readonly type: 'http'; readonly receiver: SlackHttpReceiver; readonly signatures: SignatureWatch }
  | { readonly type: 'socket'; readonly receiver: SocketModeReceiver; readonly keeper: SocketKeeper };

function createReceiver(
  { door, apiUrl, cooldown, network }: SlackAppOptions,
  logger: Logger,
  { alerts, metrics, log }: Pick<InboundPorts, 'alerts' | 'metrics' | 'log'>,
): SlackReceiver {
  if (door.type === 'http') {
    const signatures = new SignatureWatch(alerts);
    const receiver = new SlackHttpReceiver({ signingSecrets: door.signingSecrets, signatures, log });
    return { type: 'http', receiver, signatures };
  }
  // `SocketKeeper` alerts about a refused socket; the general alert for refused calls would name the wrong token.
  const untold: Alerts = { raise: () => undefined };
  const receiver = new SocketModeReceiver({
    appToken: door.appToken,
    installerOptions: {
      clientOptions: clientOptions({ ...{ apiUrl, logger, cooldown, metrics, network }, alerts: untold }),
    },
    autoReconnectEnabled: false,
    ...(network.dispatcher === null ? {} : { dispatcher: network.dispatcher }),
    logger,
  });
  return { type: 'socket', receiver, keeper: new SocketKeeper(receiver.client, { alerts, log }) };
}
