import { z } from 'zod';
import { manifestOf } from '../../chat/slack/inbound/manifest.js';
import type { Config } from '../../config/schema.js';
import { type Finding, failed, ok } from './finding.js';
import { slackCalls } from './slack-calls.js';

/** More differences than this are one: another manifest. */
const mostFields = 8;

const exported = z.object({ manifest: z.unknown() });
const withAddress = z.object({
  settings: z.object({ event_subscriptions: z.object({ request_url: z.string() }) }),
});

export interface ManifestSeen {
  readonly findings: readonly Finding[];
  /** The address to which Slack delivers, as the manifest there says; null if it says none. */
  readonly requestUrl: string | null;
}

/** Compares the manifest in Slack with the one of the code. @param token an app configuration token; empty: none */
export async function checkManifest(
  config: Config,
  app: string | null,
  token: string,
): Promise<ManifestSeen> {
  if (token === '' || app === null) return { findings: [], requestUrl: null };
  const answer = await slackCalls(token, config)('apps.manifest.export', { app_id: app });
  if (!answer.ok)
    return { findings: [failed('manifest_unreadable', { code: answer.code })], requestUrl: null };
  const { appToken } = config.slack;
  const { manifest } = exported.parse(answer.fields);
  const requestUrl = withAddress.safeParse(manifest).data?.settings.event_subscriptions.request_url ?? null;
  const ours = manifestOf({
    door: appToken === undefined ? { type: 'http', requestUrl: requestUrl ?? '' } : { type: 'socket' },
  });
  const fields = differences(ours, manifest, '').slice(0, mostFields);
  const finding = fields.length === 0 ? ok('manifest_same') : failed('manifest_differs', { fields });
  return { findings: [finding], requestUrl };
}

/** The paths at which `theirs` lacks or changes something of `ours`; what Slack adds is no difference. */
export function differences(ours: unknown, theirs: unknown, path: string): string[] {
  if (isList(ours) && isList(theirs) && ours.every((each) => typeof each === 'string')) {
    const isSame = ours.length === theirs.length && ours.every((each) => theirs.includes(each));
    return isSame ? [] : [path];
  }
  if (typeof ours !== 'object' || ours === null) return ours === theirs ? [] : [path];
  if (typeof theirs !== 'object' || theirs === null) return [path];
  const others = new Map(Object.entries(theirs));
  return Object.entries(ours).flatMap(([name, value]) => {
    // Slack exports no metadata.
    if (name === '_metadata') return [];
    return differences(value, others.get(name), path === '' ? name : `${path}.${name}`);
  });
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
