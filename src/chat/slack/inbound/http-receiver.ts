import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import {
  type App,
  AuthorizationError,
  HTTPModuleFunctions,
  HTTPResponseAck,
  type Logger,
  type Receiver,
  verifySlackRequest,
} from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../../flow/ports/log.js';
import type { SignatureWatch } from './signature-watch.js';

/** In bytes. The largest payload is a press, which carries the whole card and is far smaller. */
const bodyLimit = 256 * 1024;

/**
 * In seconds: Slack asks receivers to refuse requests whose timestamp is further from the clock than this
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 */
const maxSkew = 300;

/** Bolt reads these fields before any listener runs; the listeners parse the rest. */
const envelope = z.looseObject({
  event: z.looseObject({ type: z.string() }).optional(),
  actions: z.array(z.looseObject({})).min(1).optional(),
  view: z.looseObject({}).optional(),
});

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly signatures: SignatureWatch;
  readonly logger: Logger;
  readonly log: Log;
}

/**
 * Receives Slack's HTTP requests. Refuses an unsigned request before reading its body, and answers 400 to a signed body
 * that is no Slack payload. Opens no port: the caller passes requests to `handle`.
 */
export class SlackHttpReceiver implements Receiver {
  readonly #options: HttpReceiverOptions;
  #app: App | null = null;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signed = signatureIn(request.headers);
    if (signed === null) return refuse(response, 401);
    const read = await bodyOf(request);
    if (typeof read === 'number') return refuse(response, read);
    if (!this.#isSlacks(read.text, signed)) return refuse(response, 401);
    const body = parsed(read.buffered);
    if (body === null) return refuse(response, 400);
    // Slack checks the address this way (docs.slack.dev/interactivity/implementing-slash-commands).
    if (body['ssl_check'] === '1') return HTTPModuleFunctions.buildSSLCheckResponse(response);
    if (body['type'] === 'url_verification')
      return HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    await this.#process(body, read.buffered, response);
  }

  #isSlacks(body: string, signed: Signed): boolean {
    const { signingSecret, signatures } = this.#options;
    const headers = {
      'x-slack-signature': signed.signature,
      'x-slack-request-timestamp': signed.timestamp,
    };
    try {
      verifySlackRequest({ signingSecret, body, headers });
    } catch {
      signatures.wrong(body);
      return false;
    }
    signatures.right();
    return true;
  }

  async #process(body: Body, httpRequest: IncomingMessage, response: ServerResponse): Promise<void> {
    const { logger, log } = this.#options;
    const ack = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      httpRequest,
      httpRequestBody: body,
      httpResponse: response,
    });
    const { headers } = httpRequest;
    const retry = z.coerce.number().int().optional().catch(undefined).parse(headers['x-slack-retry-num']);
    try {
      await this.#app?.processEvent({
        body,
        ack: ack.bind(),
        ...(retry === undefined ? {} : { retryNum: retry }),
      });
      ack.ack();
      // No listener handles this type of delivery.
      if (!response.headersSent) refuse(response, 404);
    } catch (error) {
      ack.ack();
      log.error('slack.delivery_failed', 'could not process a delivery from Slack', { error: String(error) });
      if (!response.headersSent) refuse(response, error instanceof AuthorizationError ? 401 : 500);
    }
  }
}

interface Signed {
  readonly signature: string;
  /** In seconds since the epoch. */
  readonly timestamp: number;
}

type Body = z.infer<typeof envelope>;

/** The signature and its timestamp; null when they are missing, malformed or out of the allowed time. */
function signatureIn(headers: IncomingHttpHeaders): Signed | null {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': at } = headers;
  if (typeof signature !== 'string' || !/^v0=[\da-f]{64}$/u.test(signature)) return null;
  if (typeof at !== 'string' || !/^\d{1,12}$/u.test(at)) return null;
  const timestamp = Number(at);
  // Bolt accepts timestamps in the future; such a request could be replayed for ever.
  return Math.abs(timestamp - Date.now() / 1000) <= maxSkew ? { signature, timestamp } : null;
}

/** The whole body, or the HTTP status to refuse it with. */
async function bodyOf(request: IncomingMessage) {
  try {
    const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, bodyLimit);
    return { buffered, text: buffered.rawBody.toString() };
  } catch (error) {
    return HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 400;
  }
}

/** Null when the body is no Slack payload. */
function parsed(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): Body | null {
  try {
    const body = envelope.safeParse(HTTPModuleFunctions.parseHTTPRequestBody(request));
    return body.success ? body.data : null;
  } catch {
    return null;
  }
}

/** Closes the connection, so that the rest of the request is not read. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}
