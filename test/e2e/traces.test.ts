import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.js';
import { cardFor, press, resultOf } from '../fixtures/conversation.js';
import { patienceMs } from '../fixtures/patience.js';
import { withServer } from '../fixtures/with-server.js';
import { people, useWorld } from '../fixtures/world.js';
import { botEnv } from './bot-env.js';

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** The spans of one OTLP/HTTP request in JSON. */
function spansIn(body: string): Span[] {
  return JSON.parse(body).resourceSpans.flatMap(
    ({ resource, scopeSpans }: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }) =>
      scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => ({ ...span, service: nameIn(resource.attributes) })),
      ),
  );
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

function nameIn(attributes: readonly Attribute[]): string {
  return attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
}

describe('a trace', () => {
  const world = useWorld();

  it('leads from the slash command through both processes to the card, and from the press to the result', async () => {
    const received: string[] = [];
    const take: Parameters<typeof withServer>[0] = async (request, response) => {
      let body = '';
      for await (const part of request) body += String(part);
      received.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    };
    await withServer(take, async (receiver) => {
      const { config, workspace, zcaToken, worker: own } = world();
      await own.stop();
      const file = join(await mkdtemp(join(tmpdir(), 'traces-')), 'log');
      const log = createWriteStream(file);
      const env = {
        ...botEnv(world(), '{traces}'),
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver,
        OTEL_BSP_SCHEDULE_DELAY: '200',
      };
      const [web, worker] = await Promise.all(
        ['dist/src/web.js', 'dist/src/worker.js'].map((entry) => startBotProcess(entry, env, log)),
      );
      if (web === undefined || worker === undefined) throw new Error('both were started');
      try {
        workspace.connect(`http://127.0.0.1:${web.ready.port}/slack/events`);
        const card = await cardFor(world(), people.lan, '/unlink app 1234');
        await press(world(), people.minh, card, 'confirm');
        await resultOf(world(), card);
        const spans = () => received.flatMap(spansIn);
        const servicesOf = (service: string, name: RegExp) =>
          spans().filter((span) => span.service === service && name.test(span.name));
        const deliveries = () =>
          servicesOf('zca-unlink-web', /^POST/u).filter(({ parentSpanId }) => !parentSpanId);
        // Each process sends its spans in its own time.
        const led = () =>
          ['ask', 'press', 'unlink', 'report'].filter((queue) =>
            servicesOf('zca-unlink-worker', new RegExp(`\\b${queue}\\b`, 'u')).some(({ traceId }) =>
              deliveries().some((delivery) => delivery.traceId === traceId),
            ),
          );
        await expect.poll(led, { timeout: patienceMs }).toEqual(['ask', 'press', 'unlink', 'report']);
        // Every parent of a span in such a trace is there too: the trace is in one piece.
        await expect
          .poll(
            () => {
              const known = new Set(spans().map(({ spanId }) => spanId));
              return spans().filter(({ parentSpanId }) => parentSpanId && !known.has(parentSpanId)).length;
            },
            { timeout: patienceMs },
          )
          .toBe(0);
        const told = (await readFile(file, 'utf8'))
          .split('\n')
          .filter((line) => line.includes('request.asked'));
        expect(deliveries().map(({ traceId }) => traceId)).toContain(JSON.parse(told[0] ?? '{}').trace_id);
        for (const secret of [config.slack.botToken, zcaToken, '/commands/', 'trigger'])
          expect(received.join('')).not.toContain(secret);
      } finally {
        for (const { child } of [web, worker]) {
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGTERM');
          await ended;
        }
      }
    });
  });
});
