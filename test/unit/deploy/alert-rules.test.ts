import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PrometheusMetrics } from '../../../src/ops/prometheus-metrics.js';
import { StateGauges } from '../../../src/ops/state-gauges.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly runbook: string };
}

const rulesFile = 'deploy/prometheus/alerts.yaml';
const testsFile = 'deploy/prometheus/alerts.test.yaml';
const dashboardFile = 'deploy/grafana/zca-unlink.json';

const registry = () => {
  const metrics = new PrometheusMetrics().watchProcess('web');
  new StateGauges(() => Promise.reject(new Error('no Redis')), metrics.registry);
  return metrics.registry;
};

async function rules(): Promise<Rule[]> {
  const { groups } = parse(await readFile(rulesFile, 'utf8'));
  return groups.flatMap((group: { rules: Rule[] }) => group.rules);
}

async function queries(): Promise<string[]> {
  const { panels } = JSON.parse(await readFile(dashboardFile, 'utf8'));
  return panels.flatMap(({ targets }: { targets: { expr: string }[] }) => targets.map(({ expr }) => expr));
}

/** Each metric and label in a query, as `metric{label}`. */
function namesIn(query: string): { readonly metrics: string[]; readonly labels: string[] } {
  const named = [...query.matchAll(/\b((?:zca_unlink|nodejs|process)_[a-z\d_]+)/gu)].map(
    ([, name = '']) => name,
  );
  const by = [...query.matchAll(/by \(([^)]*)\)/gu)].flatMap(([, list = '']) => list.split(', '));
  const matched = [...query.matchAll(/[{,]\s*(\w+)=/gu)].map(([, label = '']) => label);
  return { metrics: named, labels: [...by, ...matched].filter((label) => label !== 'le') };
}

/** Labels that Prometheus adds to each series of a target. */
const ofTargets = ['job', 'instance'];

describe('the queries of alert rules and dashboard', () => {
  it('name only metrics and labels that the processes have', async () => {
    const known = new Map(
      registry()
        .getMetricsAsArray()
        .map((metric) => [metric.name, (metric as unknown as { labelNames: string[] }).labelNames]),
    );
    const all = [...(await rules()).map(({ expr }) => expr), ...(await queries())];
    expect(all.length).toBeGreaterThan(30);
    for (const query of all.filter((each) => !each.startsWith('up{'))) {
      const { metrics, labels } = namesIn(query);
      expect(metrics, query).not.toEqual([]);
      for (const name of metrics) {
        const labelNames = known.get(name) ?? known.get(name.replace(/_(?:bucket|count|sum)$/u, ''));
        expect(labelNames, `${name} in ${query}`).toBeDefined();
        for (const label of labels) expect([...(labelNames ?? []), ...ofTargets], query).toContain(label);
      }
    }
  });

  it('show every metric of the bot on the dashboard but four', async () => {
    const shown = (await queries()).join(' ');
    const own = registry()
      .getMetricsAsArray()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('zca_unlink_') && !shown.includes(name));
    expect(own.toSorted()).toEqual([
      'zca_unlink_process_info',
      'zca_unlink_requests_asked_total',
      'zca_unlink_run_duration_seconds',
      'zca_unlink_transitions_total',
    ]);
  });
});

describe('each alert rule', () => {
  it('has its section in docs/alerts.md, in the same order, and names it', async () => {
    const page = await readFile('docs/alerts.md', 'utf8');
    const sections = [...page.matchAll(/^## (\w+)\n\n\*Means:\* .+ \*Look at:\* .+ \*Do:\* .+$/gmu)];
    const all = await rules();
    expect(sections.map(([, name]) => name)).toEqual(all.map(({ alert }) => alert));
    for (const { alert, annotations } of all)
      expect(annotations.runbook).toBe(`docs/alerts.md#${alert.toLowerCase()}`);
  });

  const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;

  // Debian has promtool in its package prometheus.
  it.skipIf(!hasPromtool)('fires and stays silent as deploy/prometheus/alerts.test.yaml says', () => {
    expect(execFileSync('promtool', ['check', 'rules', rulesFile], { encoding: 'utf8' })).toContain(
      '14 rules',
    );
    expect(execFileSync('promtool', ['test', 'rules', testsFile], { encoding: 'utf8' })).toContain('SUCCESS');
  });
});
