import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import type { Alert } from '../../../src/core/messages/alert.js';
import type { CloudEvent, EventSink } from '../../../src/flow/ports/events.js';
import { EventDelivery, type EventDeliveryOptions } from '../../../src/ops/event-delivery.js';
import { FileSink, WebhookSink } from '../../../src/ops/event-sinks.js';
import { AuditAppender } from '../../../src/store/audit-appender.js';
import { emptyHead, formatHead, nextLine } from '../../../src/store/audit-chain.js';
import { RedisEventTurns } from '../../../src/store/event-turns.js';
import { Keys } from '../../../src/store/keys.js';
import { patienceMs } from '../../fixtures/patience.js';

interface Got {
  readonly event: CloudEvent;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

describe('the delivery of events', () => {
  const keys = new Keys('{told}');
  const secret = Buffer.alloc(32, 3);
  const patience = { timeout: patienceMs };
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let redisServer: LocalRedis;
  let redis: Redis;
  let server: Server;
  let url = '';
  let folder = '';
  let got: Got[] = [];
  let answer: (response: ServerResponse, got: Got) => void = (response) => response.writeHead(204).end();
  const running: { stop: () => Promise<void> }[] = [];

  beforeAll(async () => {
    redisServer = await startRedis();
    redis = new Redis(redisServer.url);
    folder = await mkdtemp(join(tmpdir(), 'zca-events-'));
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const each = { body, event: JSON.parse(body), headers: request.headers };
        got.push(each);
        answer(response, each);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/events`;
  });
  beforeEach(async () => {
    await redis.flushall();
    got = [];
    answer = (response) => response.writeHead(204).end();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
  });
  afterAll(async () => {
    redis.disconnect();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await redisServer.close();
    await rm(folder, { recursive: true });
  });

  it('posts every audit entry once, in order, as a signed CloudEvent', async () => {
    await note(3);
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(3), patience);
    await note(1, 4);
    await vi.waitFor(() => expect(got.map(({ event }) => event.subject)).toEqual(ids(4)), patience);
    const [first] = got;
    expect(first?.event).toMatchObject({
      specversion: '1.0',
      id: expect.stringMatching(/^1-[0-9a-f]{16}$/u),
      source: '/zca-unlink-bot/told',
      type: 'zca-unlink.audit.asked',
      subject: 'UR-0001',
      time: '2026-01-01T00:00:00.001Z',
      datacontenttype: 'application/json',
      sequence: '000000000000001',
      partitionkey: 'UR-0001',
      data: { sequence: 1, requestId: 'UR-0001', action: 'asked', actor: 'U0123' },
    });
    expect(first?.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    const {
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': signature,
    } = first?.headers ?? {};
    expect(id).toBe(first?.event.id);
    expect(signature).toBe(
      `v1,${createHmac('sha256', secret).update(`${id}.${at}.${first?.body}`).digest('base64')}`,
    );
  });

  it('leaves out what people typed, unless the settings include it', async () => {
    await note(1);
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(1), patience);
    expect(got[0]?.body).not.toContain('because');
    expect(got[0]?.event.data['details']).toEqual({ kind: 'oa', channel: 'C0123' });
    await stopAll();
    await redis.del(keys.events('url', 'cursor'));
    begin({ settings: { prefix: '{told}', includeTexts: true } });
    await vi.waitFor(() => expect(got).toHaveLength(2), patience);
    expect(got[1]?.event.data['details']).toMatchObject({ reason: 'because', queries: ['1234'] });
  });

  it('loses and reorders nothing while the sink fails in every way', async () => {
    await note(40);
    const failures: ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(500).end('no'),
      (response) => response.destroy(),
      (response) => response.writeHead(302, { location: `${url}/elsewhere` }).end(),
      (response) => response.writeHead(429, { 'retry-after': '1' }).end(),
      (response) => response.writeHead(410).end(),
    ];
    const kept: string[] = [];
    let calls = 0;
    answer = (response, { event }) => {
      calls += 1;
      const fail = calls % 3 === 0 ? undefined : failures[calls % failures.length];
      if (fail !== undefined) return fail(response);
      kept.push(event.id);
      response.writeHead(200).end('{}');
    };
    begin();
    await vi.waitFor(() => expect(new Set(kept).size).toBe(40), patience);
    const sequences = [...new Set(kept)].map((id) => Number(id.split('-')[0]));
    expect(sequences).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(got.every(({ headers }) => headers.host === new URL(url).host)).toBe(true);
  });

  it('goes on where it was after a restart, and repeats only what the sink may not have kept', async () => {
    await note(5);
    answer = (response, { event }) => response.writeHead(event.sequence.endsWith('3') ? 503 : 200).end();
    begin();
    await vi.waitFor(() => expect(got.length).toBeGreaterThan(3), patience);
    await stopAll();
    got = [];
    answer = (response) => response.writeHead(200).end();
    begin();
    // A post that the stop broke off may still arrive, so the third may come twice.
    const distinct = () => [...new Set(got.map(({ event }) => event.subject))];
    await vi.waitFor(() => expect(distinct()).toEqual(ids(5).slice(2)), patience);
  });

  it('delivers once with several workers', async () => {
    await note(20);
    begin();
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(20), patience);
    expect(got.map(({ event }) => event.subject)).toEqual(ids(20));
  });

  it('takes the turn of a worker that died', async () => {
    await note(3);
    const turns = new RedisEventTurns(redis, keys, 'url');
    await turns.take();
    const tries = vi.spyOn(turns, 'take');
    begin({ turns });
    await vi.waitFor(() => expect(tries.mock.calls.length).toBeGreaterThan(3), patience);
    expect(got).toEqual([]);
    await redis.pexpire(keys.events('url', 'turn'), 1);
    await vi.waitFor(() => expect(got.map(({ event }) => event.subject)).toEqual(ids(3)), patience);
  });

  it('lets a worker that was paused move nothing back', async () => {
    await note(3);
    const turns = new RedisEventTurns(redis, keys, 'url');
    const paused = await turns.take();
    const [first] = (await paused?.next(10)) ?? [];
    await redis.del(keys.events('url', 'turn'));
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(3), patience);
    const cursor = await redis.get(keys.events('url', 'cursor'));
    expect(first === undefined ? null : await paused?.delivered(first)).toBe(false);
    expect(await redis.get(keys.events('url', 'cursor'))).toBe(cursor);
  });

  it('gives an entry another id after the log was set back, and delivers the new ones', async () => {
    await note(3);
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(3), patience);
    const before = got.map(({ event }) => event.id);
    await stopAll();
    const line = nextLine(emptyHead, {
      ...{ at: 1, requestId: 'UR-NEW1', action: 'expired', actor: 'bot', details: {} },
    });
    await redis.del(keys.audit);
    await redis.xadd(keys.audit, '1-0', 'entry', line.entry, 'hash', line.hash);
    await redis.set(keys.auditHead, formatHead(line));
    got = [];
    begin();
    await vi.waitFor(() => expect(got.map(({ event }) => event.subject)).toEqual(['UR-NEW1']), patience);
    expect(before).not.toContain(got[0]?.event.id);
  });

  it('goes on at an entry whose predecessors were archived', async () => {
    await note(4);
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(4), patience);
    await stopAll();
    await redis.xtrim(keys.audit, 'MINID', '5-0');
    await note(2, 5);
    got = [];
    begin();
    await vi.waitFor(
      () => expect(got.map(({ event }) => event.subject)).toEqual(['UR-0005', 'UR-0006']),
      patience,
    );
  });

  it('raises an alert when a sink takes nothing for ten minutes, and says when it does again', async () => {
    await note(1);
    let minute = 0;
    answer = (response) => response.writeHead(minute > 12 ? 200 : 401).end();
    const alerts: Alert[] = [];
    const events: string[] = [];
    const said = (event: string) => void events.push(event);
    begin({
      now: () => {
        minute += 1;
        return minute * 60_000;
      },
      alerts: { raise: (alert) => void alerts.push(alert) },
      log: { info: said, warn: said, error: said },
    });
    await vi.waitFor(() => expect(events).toEqual(['events.not_taken', 'events.taken_again']), patience);
    const place = new URL(url).host;
    expect(alerts[0]).toEqual({ type: 'events_behind', sink: 'url', place, code: 'HTTP 401' });
  });

  it('writes lines of JSON to a file that only the bot can read, and mends a half line', async () => {
    const path = join(folder, 'events.jsonl');
    await writeFile(path, '{"half":', { mode: 0o600 });
    await note(3);
    begin({ sink: new FileSink(path), turns: new RedisEventTurns(redis, keys, 'file') });
    await vi.waitFor(
      async () => expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(5),
      patience,
    );
    const [half, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(half).toBe('{"half":');
    expect(lines.map((line) => JSON.parse(line).subject)).toEqual(ids(3));
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('leaves three small keys in Redis, however many events it delivers', async () => {
    await note(200);
    begin();
    await vi.waitFor(() => expect(got).toHaveLength(200), patience);
    expect((await redis.keys('*:events:*')).length).toBeLessThanOrEqual(3);
  });

  function begin(change: Partial<EventDeliveryOptions> = {}): void {
    const sink: EventSink = new WebhookSink({ url, secrets: [secret] });
    running.push(
      new EventDelivery({
        ...{ sink, turns: new RedisEventTurns(redis, keys, 'url'), now: Date.now, log: silent },
        settings: { prefix: '{told}', includeTexts: false },
        alerts: { raise: () => undefined },
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 2))),
        ...change,
      }).begin(),
    );
  }

  async function stopAll(): Promise<void> {
    await Promise.all(running.splice(0).map((each) => each.stop()));
  }

  async function note(count: number, first = 1): Promise<void> {
    const audit = new AuditAppender(redis, keys, { raise: () => undefined });
    for (let number = first; number < first + count; number += 1)
      await audit.note({
        at: Date.UTC(2026, 0, 1) + number,
        requestId: idOf(number),
        action: 'asked',
        actor: 'U0123',
        details: { kind: 'oa', queries: ['1234'], reason: 'because', channel: 'C0123' },
      });
  }

  function idOf(number: number): string {
    return `UR-${String(number).padStart(4, '0')}`;
  }

  function ids(count: number): string[] {
    return Array.from({ length: count }, (_, at) => idOf(at + 1));
  }
});
