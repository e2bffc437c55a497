import { Server, type ServerResponse } from 'node:http';
import {
  App,
  type AppOptions,
  AuthorizationError,
  HTTPReceiver,
  type Logger,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
  webApi,
} from '@slack/bolt';
import type { Alerts } from '../../flow/ports/alerts.js';
import type { HeldBack } from '../../flow/ports/posting.js';
import { within } from '../../within.js';
import { onOtherButtons, onPress } from './buttons.js';
import { onMention, onSlashCommand } from './commands.js';
import { onCouldNot } from './dialogs/could-not.js';
import { onDigits } from './dialogs/digits.js';
import { onForm } from './dialogs/form.js';
import { onReject } from './dialogs/reject.js';
import type { Doors } from './doors.js';
import { onHomeOpened } from './home-opened.js';
import { endpoint } from './manifest.js';
import { onPaging } from './paging.js';
import { slackLogger } from './slack-logger.js';
import { SocketWatch } from './socket-watch.js';
import { clientOptions } from './web-client.js';

/** Either Slack calls the bot over HTTP and signs, or the bot opens a socket to Slack. */
export type SlackDoor =
  | { readonly type: 'http'; readonly signingSecret: string }
  | { readonly type: 'socket'; readonly appToken: string };

export interface Route {
  readonly path: string;
  readonly answer: () => Promise<{
    readonly status: number;
    readonly contentType: string;
    readonly body: string;
  }>;
}

export interface SlackAppOptions {
  readonly door: SlackDoor;
  readonly botToken: string;
  readonly apiUrl: string;
  /** Plain HTTP routes on the same port, for those who run the bot. */
  readonly routes: readonly Route[];
  readonly port: number;
  readonly held: HeldBack;
}

/** Slack does not let the bot in; the message says what to look at, and holds no token. */
export class SlackUnavailable extends Error {
  override readonly name = 'SlackUnavailable';

  constructor(cause: unknown) {
    const why =
      cause instanceof webApi.WebAPIPlatformError ? `it says ${cause.data.error}` : 'it gives no answer';
    super(
      `Slack does not accept SLACK_BOT_TOKEN: ${why}. Check the token on the app’s page under OAuth & Permissions, and SLACK_API_URL.`,
    );
  }
}

/** In bytes; a press brings the whole card along, which is far smaller. */
const bodyLimit = 256 * 1024;

/** How often idle connections are closed while stopping, in milliseconds: the server waits for every one of them. */
const closeIdleEveryMs = 100;

/** How long a socket that is to be closed stays open for the answers in hand, in milliseconds; Slack waits for none longer. */
const closingMs = 3_000;

/** Slack asks to refuse what is further than this from the clock, in seconds (docs.slack.dev/authentication/verifying-requests-from-slack). */
const mostSkew = 300;

/** Bolt refuses what was signed long ago and takes what is signed for a time to come, which could be used for ever. */
function refuseFromTheFuture({ customProperties = {} }: ReceiverEvent): void {
  const signedAt = Number(customProperties['signedAt']);
  if (signedAt > Date.now() / 1000 + mostSkew) {
    const why = 'a request was signed for a time to come';
    throw new AuthorizationError(why, new Error(why));
  }
}

/** A Bolt app that tells Slack 200 only when its listeners are done: for events Bolt does it before they start. */
export class AcknowledgingApp extends App {
  #server: Server | null = null;
  readonly #socket: SocketWatch | null;
  readonly #inHand = new Set<Promise<void>>();

  constructor(options: AppOptions, receiver: Receiver) {
    super({ ...options, receiver });
    this.#socket = receiver instanceof SocketModeReceiver ? new SocketWatch(receiver.client) : null;
  }

  /** Rejects when Slack has no socket to deliver into; over HTTP that is for Slack to find out. */
  async reachable(): Promise<void> {
    if (this.#socket?.isOpen === false) throw new Error('no socket to Slack is open');
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const processing = this.#process(event);
    // Whoever waits for it to be over is not told how it went.
    const over = processing.catch(() => undefined).finally(() => this.#inHand.delete(over));
    this.#inHand.add(over);
    return processing;
  }

  async #process(event: ReceiverEvent): Promise<void> {
    refuseFromTheFuture(event);
    const answers: Parameters<ReceiverEvent['ack']>[0][] = [];
    const ack: ReceiverEvent['ack'] = async (response) => {
      answers.push(response);
    };
    await super.processEvent({ ...event, ack });
    if (answers.length > 0) await event.ack(answers[0]);
  }

  /**
   * Resolves, with the port, when Slack can deliver. @throws {SlackUnavailable} when Slack does not know the token
   */
  async listen(port: number): Promise<number> {
    await this.init().catch((error: unknown) => {
      throw new SlackUnavailable(error);
    });
    const server: unknown = await this.start(port);
    if (!(server instanceof Server)) return port;
    this.#server = server;
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /**
   * Takes nothing new, and resolves when what is in hand is answered. An answer needs its connection, so a socket stays open
   * for as long as Slack would wait.
   */
  async close(): Promise<void> {
    if (this.#socket !== null) await within(closingMs, this.#answered());
    const timer = setInterval(() => this.#server?.closeIdleConnections(), closeIdleEveryMs);
    await this.stop().finally(() => clearInterval(timer));
    await this.#answered();
  }

  async #answered(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
  }
}

/**
 * The bot's Slack door, with the same listeners over HTTP and Socket Mode. Nothing is called before `init()`, which
 * rejects when Slack does not know the token.
 */
export function createSlackApp(options: SlackAppOptions, doors: Doors): AcknowledgingApp {
  const logger = slackLogger(doors.log);
  const receiver = createReceiver(options, logger, doors.alerts);
  const slackOptions = {
    token: options.botToken,
    clientOptions: clientOptions(options.apiUrl, logger, options.held, doors.alerts),
    deferInitialization: true,
    convoStore: false,
    logger,
  } as const;
  const app = new AcknowledgingApp(slackOptions, receiver);
  onSlashCommand(app, doors);
  onMention(app, doors);
  onPress(app, doors);
  onOtherButtons(app, doors);
  onPaging(app, doors);
  onForm(app, doors);
  onReject(app, doors);
  onCouldNot(app, doors);
  onDigits(app, doors);
  onHomeOpened(app, doors);
  return app;
}

function createReceiver(
  { door, apiUrl, routes, port, held }: SlackAppOptions,
  logger: Logger,
  alerts: Alerts,
): Receiver {
  const customRoutes = routes.map(({ path, answer }) => ({
    path,
    method: 'GET',
    handler: async (_request: unknown, response: ServerResponse) => {
      const { status, contentType, body } = await answer();
      response.writeHead(status, { 'content-type': contentType }).end(body);
    },
  }));
  if (door.type === 'http') {
    return new HTTPReceiver({
      signingSecret: door.signingSecret,
      endpoints: endpoint,
      customRoutes,
      customPropertiesExtractor: ({ headers }) => ({ signedAt: headers['x-slack-request-timestamp'] }),
      bodyLimit,
      logger,
    });
  }
  // Opening a socket may be repeated; otherwise Socket Mode gives up, and the process with it, at the first failure.
  const retryConfig = { retries: 100, factor: 1.3, maxTimeout: 30_000 };
  const installerOptions = {
    clientOptions: { ...clientOptions(apiUrl, logger, held, alerts), retryConfig },
    port,
  };
  return new SocketModeReceiver({ appToken: door.appToken, customRoutes, installerOptions, logger });
}
