import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import {
  type App,
  AuthorizationError,
  HTTPModuleFunctions,
  type Receiver,
  type ReceiverEvent,
  ReceiverMultipleAckError,
} from '@slack/bolt';
import type { Log } from '../../../flow/ports/log.js';
import type { SignatureWatch } from './signature-watch.js';

/** In bytes. The largest payload is a press, which carries the whole card and is far smaller. */
const bodyLimit = 256 * 1024;

/**
 * In seconds: Slack asks receivers to refuse requests whose timestamp is further from the clock than this
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 */
const maxSkew = 300;

/** Slack waits this long for its 200. */
const answerMs = 3_000;

export interface HttpReceiverOptions {
  /** Slack signs with one of them; more than one while the secret is being changed. */
  readonly signingSecrets: readonly string[];
  readonly signatures: SignatureWatch;
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
    if (options.signingSecrets.length === 0 || options.signingSecrets.includes(''))
      throw new Error('without a secret anybody could sign');
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
    if (!this.#isSlacks(read.rawBody, signed)) return refuse(response, 401);
    const body = parsed(read);
    if (body === null) return refuse(response, 400);
    // Slack checks the address this way (docs.slack.dev/interactivity/implementing-slash-commands).
    if (body['ssl_check'] === '1') return HTTPModuleFunctions.buildSSLCheckResponse(response);
    if (body['type'] === 'url_verification')
      return HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    await this.#process(body, response);
  }

  #isSlacks(body: Buffer, { signature, timestamp }: Signed): boolean {
    const { signingSecrets, signatures } = this.#options;
    const isRight = signingSecrets.some((secret) => {
      const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
      return timingSafeEqual(expected, signature);
    });
    if (isRight) signatures.right();
    else signatures.wrong(body.toString());
    return isRight;
  }

  async #process(body: Body, response: ServerResponse): Promise<void> {
    let isLate = false;
    const late = setTimeout(() => {
      if (response.headersSent) return;
      isLate = true;
      this.#options.log.warn('slack.delivery_late', 'did not acknowledge a delivery before Slack gave up', {
        afterMs: answerMs,
      });
      refuse(response, 404);
    }, answerMs);
    const ack: ReceiverEvent['ack'] = async (answer) => {
      if (isLate) return;
      if (response.headersSent) throw new ReceiverMultipleAckError();
      acknowledge(response, answer);
    };
    try {
      await this.#app?.processEvent({ body, ack });
      // No listener handles this type of delivery.
      unlessAnswered(response, 404);
    } catch (error) {
      this.#options.log.error('slack.delivery_failed', 'could not process a delivery from Slack', {
        error: String(error),
      });
      unlessAnswered(response, error instanceof AuthorizationError ? 401 : 500);
    } finally {
      clearTimeout(late);
    }
  }
}

interface Signed {
  readonly signature: Buffer;
  /** In seconds since the epoch, as Slack wrote it. */
  readonly timestamp: string;
}

type Body = Record<string, unknown>;

/** The signature and its timestamp; null when they are missing, malformed or out of the allowed time. */
function signatureIn(headers: IncomingHttpHeaders): Signed | null {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = headers;
  if (typeof signature !== 'string' || !/^v0=[\da-f]{64}$/u.test(signature)) return null;
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/u.test(timestamp)) return null;
  // A timestamp in the future would let a request be replayed for ever.
  if (Math.abs(Number(timestamp) - Date.now() / 1000) > maxSkew) return null;
  return { signature: Buffer.from(signature.slice('v0='.length), 'hex'), timestamp };
}

/** The request with its whole body, or the HTTP status to refuse it with. */
async function bodyOf(request: IncomingMessage) {
  try {
    return await HTTPModuleFunctions.bufferIncomingMessage(request, bodyLimit);
  } catch (error) {
    return HTTPModuleFunctions.isRawBodyError(error) ? error.statusCode : 400;
  }
}

/** Null when the body is no Slack payload. */
function parsed(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): Body | null {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request);
    return isPayload(body) ? body : null;
  } catch {
    return null;
  }
}

/** Checks the fields that Bolt reads before any listener runs; the listeners parse the rest. */
function isPayload(body: unknown): body is Body {
  if (!isObject(body)) return false;
  const { event, actions, view } = body;
  return (
    (event === undefined || (isObject(event) && typeof event['type'] === 'string')) &&
    (view === undefined || isObject(view)) &&
    (actions === undefined || (Array.isArray(actions) && actions.length > 0 && actions.every(isObject)))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function acknowledge(response: ServerResponse, answer: unknown): void {
  if (answer === undefined || answer === '') {
    response.writeHead(200, { 'content-length': 0 }).end();
  } else if (typeof answer === 'string') {
    response.writeHead(200).end(answer);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}

function unlessAnswered(response: ServerResponse, status: number): void {
  if (!response.headersSent) refuse(response, status);
}

/** Closes the connection, so that the rest of the request is not read. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}
