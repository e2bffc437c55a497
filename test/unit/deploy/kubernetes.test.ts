import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const kinds = {
  ConfigMap,
  Namespace,
  Service,
  ServiceAccount,
  Deployment,
  Ingress,
  NetworkPolicy,
  PodDisruptionBudget,
};
const folders = ['base', 'overlays/example'];

// biome-ignore lint/suspicious/noExplicitAny: the schemas say what is in it
type Resource = any;

describe('deploy/kubernetes', () => {
  let resources: Resource[] = [];
  let overlays: Resource[] = [];
  beforeAll(async () => {
    const all = await Promise.all(folders.map((folder) => inFolder(join('deploy/kubernetes', folder))));
    resources = all.flat().filter(({ kind }) => kind !== 'Kustomization');
    overlays = all.flat().filter(({ kind }) => kind === 'Kustomization');
  });

  it('has only resources that fit the schemas of Kubernetes', () => {
    expect(resources.length).toBeGreaterThan(8);
    for (const resource of resources) {
      const Kind = kinds[resource.kind as keyof typeof kinds];
      expect(() => new Kind(resource).validate(), `${resource.kind} ${resource.metadata.name}`).not.toThrow();
    }
    const [deployment] = deployments();
    expect(() => new Deployment({ ...deployment, spec: { replicas: 'two' } }).validate()).toThrow();
  });

  it('names in each kustomization every file beside it, and none that is not there', async () => {
    for (const [index, folder] of folders.entries()) {
      const files = (await readdir(join('deploy/kubernetes', folder))).filter(
        (name) => name !== 'kustomization.yaml',
      );
      const named = overlays[index].resources.filter((name: string) => name.endsWith('.yaml'));
      expect(named.sort()).toEqual(files.sort());
    }
  });

  it('runs web and worker as no root, with a read-only root and no rights', () => {
    expect(deployments().map(({ metadata }) => metadata.name)).toEqual([
      'zca-unlink-web',
      'zca-unlink-worker',
    ]);
    for (const { spec } of deployments()) {
      const { securityContext, containers, terminationGracePeriodSeconds } = spec.template.spec;
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      // SIGTERM finishes what is in hand within ten seconds.
      expect(terminationGracePeriodSeconds).toBeGreaterThan(10);
    }
  });

  it('probes the ops port, which is the one that the bot listens on', () => {
    for (const { spec } of deployments()) {
      const [{ env, ports, startupProbe, livenessProbe, readinessProbe }] = spec.template.spec.containers;
      const { value } = env.find(({ name }: { name: string }) => name === 'OPS_PORT');
      expect(ports).toContainEqual({ name: 'ops', containerPort: Number(value) });
      const probes = [startupProbe, livenessProbe, readinessProbe];
      expect(probes.map(({ httpGet }) => `${httpGet.port} ${httpGet.path}`)).toEqual([
        'ops /healthz',
        'ops /healthz',
        'ops /readyz',
      ]);
    }
  });

  it('selects with each service, budget and policy pods that are there', () => {
    const components = deployments().map(
      ({ spec }) => spec.template.metadata.labels['app.kubernetes.io/component'],
    );
    const selectors = resources.flatMap(({ spec }) => {
      const selector = spec?.podSelector ?? spec?.selector;
      return selector === undefined ? [] : [selector.matchLabels ?? selector];
    });
    for (const { ['app.kubernetes.io/component']: component = 'web' } of selectors)
      expect(components).toContain(component);
  });

  function deployments(): Resource[] {
    return resources.filter(({ kind }) => kind === 'Deployment');
  }
});

async function inFolder(folder: string): Promise<Resource[]> {
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
}
