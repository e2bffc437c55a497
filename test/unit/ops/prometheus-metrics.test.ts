import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { logEvents } from '../../../src/flow/ports/log-event.js';
import { PrometheusMetrics } from '../../../src/ops/prometheus-metrics.js';
import { StateGauges } from '../../../src/ops/state-gauges.js';
import { samplesIn } from '../../fixtures/scrape.js';

const textOf = ({ registry }: PrometheusMetrics) => registry.metrics();

/** Content that a stranger would put into a label: ids, quotes, line breaks, long words. */
const hostile = Array.from(
  { length: 500 },
  (_each, n) =>
    [`U0EVIL${n}`, `"} 1\n# HELP ${n}`, 'x'.repeat(n + 1), `w${'abcdefghij'[n % 10]}${'k'.repeat(n % 40)}`][
      n % 4
    ],
).map(String);

describe('the metrics of a process', () => {
  it('keep a bounded number of series, whatever is counted', async () => {
    const metrics = new PrometheusMetrics();
    for (const word of hostile) {
      metrics.begin('zca', word)(word);
      metrics.begin('slack', word)('ok');
      metrics.job(word, 1)('completed');
      metrics.delivery({ type: word, command: undefined })('acknowledged');
      metrics.delivery({ type: word })('failed');
      metrics.alerted(word);
      metrics.logged('info', word);
      metrics.commanded(word, 'error', 1);
      metrics.refused({
        at: 0,
        requestId: word,
        action: 'press_refused',
        actor: word,
        details: { why: word },
      });
    }
    const text = await textOf(metrics);
    // A histogram has some sixteen series a label set.
    expect(samplesIn(text).size).toBeLessThan(60 * 30 * 17 + 60 * 17 + 30 * 17 + 80 * 15 + 500);
    expect(text).not.toContain('EVIL');
    expect(text).not.toContain('# HELP 1"');
  });

  it('count as `other` what is no word of the code', async () => {
    const metrics = new PrometheusMetrics();
    metrics.alerted('UR-7K2M');
    metrics.alerted('no_worker');
    const text = await textOf(metrics);
    expect(text).toContain('zca_unlink_alerts_total{type="other"} 1');
    expect(text).toContain('zca_unlink_alerts_total{type="no_worker"} 1');
  });

  it('know every event of the log', async () => {
    const metrics = new PrometheusMetrics();
    for (const event of logEvents) metrics.logged('warn', event);
    expect(await textOf(metrics)).not.toContain('event="other"');
  });

  it('are not upset by a duration that is no number or is negative', async () => {
    const metrics = new PrometheusMetrics();
    metrics.job('ask', Number.NaN)('completed');
    metrics.job('ask', -5_000)('completed');
    const samples = samplesIn(await textOf(metrics));
    expect(samples.get('zca_unlink_job_wait_seconds_count{queue="ask"}')).toBe(1);
    expect(samples.get('zca_unlink_job_wait_seconds_sum{queue="ask"}')).toBe(0);
  });

  it('have names and units by Prometheus’s conventions', async () => {
    const { registry } = new PrometheusMetrics();
    new StateGauges(() => Promise.reject(new Error('no Redis')), registry);
    for (const { name, type, help } of await registry.getMetricsAsJSON()) {
      expect(name).toMatch(/^zca_unlink_[a-z_]+$/u);
      expect(name).not.toMatch(/_(?:ms|milliseconds|minutes|count|sum|bucket)$/u);
      // prom-client's type is a number in its declarations and a word at run time.
      if (String(type) === 'counter') expect(name).toMatch(/_total$/u);
      if (String(type) === 'histogram') expect(name).toMatch(/_seconds$/u);
      expect(help).toMatch(/^[A-Z].+\.$/u);
    }
  });
});

describe('the gauges of what Redis holds', () => {
  const eventsWaiting = [{ sink: 'url', entries: 7 }] as const;
  const nothing = { queues: [], openRequests: 3, eventsWaiting, hasWorker: true, zca: 'answers' } as const;

  it('are absent once Redis does not answer, and there again when it does', async () => {
    const { registry } = new PrometheusMetrics();
    let answer: () => Promise<typeof nothing> = async () => nothing;
    const gauges = new StateGauges(() => answer(), registry);
    await gauges.refresh();
    const there = (await registry.metrics()).split('\n');
    expect(there).toContain('zca_unlink_requests_open 3');
    expect(there).toContain('zca_unlink_events_waiting{sink="url"} 7');
    answer = () => Promise.reject(new Error('away'));
    await gauges.refresh();
    const away = (await registry.metrics()).split('\n');
    expect(away).toContain('zca_unlink_redis_up 0');
    expect(away.filter((line) => line.startsWith('zca_unlink_requests_open'))).toEqual([]);
    answer = async () => nothing;
    await gauges.refresh();
    expect((await registry.metrics()).split('\n')).toContain('zca_unlink_redis_up 1');
  });

  it('ask Redis once, however many scrapes wait for its answer', async () => {
    let asked = 0;
    const gauges = new StateGauges(() => {
      asked += 1;
      return new Promise(() => undefined);
    }, new PrometheusMetrics().registry);
    await Promise.all([gauges.refresh(), gauges.refresh()]);
    await gauges.refresh();
    expect(asked).toBe(1);
  });
});

describe('the page about metrics', () => {
  it('lists every metric of the bot, with its type and labels', async () => {
    const metrics = new PrometheusMetrics().watchProcess('web');
    new StateGauges(() => Promise.reject(new Error('no Redis')), metrics.registry);
    const page = await readFile('docs/metrics.md', 'utf8');
    const rows = page.matchAll(/^\| `(zca_unlink_[a-z_]+)` \| (\w+) \| (?:(`.*?`) )?\|/gmu);
    const listed = [...rows].map(
      ([, name, type, labels = '']) => `${name} ${type} ${labels.replaceAll('`', '')}`,
    );
    const own = metrics.registry.getMetricsAsArray().filter(({ name }) => name.startsWith('zca_unlink_'));
    const real = own.map((metric) => {
      const { name, type, labelNames } = metric as unknown as {
        name: string;
        type: string;
        labelNames: string[];
      };
      return `${name} ${type} ${labelNames.join(', ')}`;
    });
    expect(listed.toSorted()).toEqual(real.toSorted());
  });
});
