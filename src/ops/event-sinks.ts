import { createHmac } from 'node:crypto';
import { appendFile, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type CloudEvent, type EventSink, NotTaken } from '../flow/ports/events.js';

/** The longest that a sink may take for one event. */
const timeoutMs = 10_000;

export interface WebhookOptions {
  readonly url: string;
  /** Newest first; each signs, so that a receiver may have the older one for a while. */
  readonly secrets: readonly Uint8Array[];
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Posts each event to a URL with the headers of Standard Webhooks (standardwebhooks.com). Any 2xx takes it. */
export class WebhookSink implements EventSink {
  readonly name = 'url';
  readonly most = 1;
  readonly place: string;
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.place = new URL(options.url).host;
  }

  async take(events: readonly CloudEvent[], signal: AbortSignal): Promise<void> {
    for (const event of events) await this.#post(event, signal);
  }

  async #post(event: CloudEvent, signal: AbortSignal): Promise<void> {
    const { url, secrets, fetch: call = fetch, now = Date.now } = this.#options;
    const body = JSON.stringify(event);
    const timestamp = String(Math.floor(now() / 1000));
    const response = await call(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'zca-unlink-bot',
        'webhook-id': event.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': secrets
          .map((secret) => `v1,${signature(secret, `${event.id}.${timestamp}.${body}`)}`)
          .join(' '),
      },
      // Another host would get events that were not meant for it.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    }).catch((error: unknown) => {
      throw new NotTaken(codeOf(error));
    });
    await response.body?.cancel().catch(() => undefined);
    if (!response.ok) throw new NotTaken(`HTTP ${response.status}`);
  }
}

function signature(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

/** Appends events to a file as JSON lines, and waits until they are on the disk. */
export class FileSink implements EventSink {
  readonly name = 'file';
  readonly most = 200;
  readonly place: string;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.place = basename(path);
  }

  async take(events: readonly CloudEvent[]): Promise<void> {
    try {
      const begin = (await this.#endsInTheMiddle()) ? '\n' : '';
      await appendFile(this.#path, `${begin}${linesOf(events)}`, { mode: 0o600, flush: true });
    } catch (error) {
      throw new NotTaken(codeOf(error));
    }
  }

  /** A process that was killed may have left half a line. */
  async #endsInTheMiddle(): Promise<boolean> {
    const file = await open(this.#path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return false;
    try {
      const { size } = await file.stat();
      if (size === 0) return false;
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer.toString() !== '\n';
    } finally {
      await file.close();
    }
  }
}

/** Writes events to standard output as JSON lines, among the lines of the log. */
export class StdoutSink implements EventSink {
  readonly name = 'file';
  readonly place = 'stdout';
  readonly most = 200;

  async take(events: readonly CloudEvent[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(linesOf(events), (error) =>
        error ? reject(new NotTaken(codeOf(error))) : resolve(),
      );
    });
  }
}

function linesOf(events: readonly CloudEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** An error's code, such as ECONNREFUSED; fetch hides it in the cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const coded = [error.cause, error].find((each) => each instanceof Error && 'code' in each);
  return coded instanceof Error && 'code' in coded && typeof coded.code === 'string'
    ? coded.code
    : error.name;
}
