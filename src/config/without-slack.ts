import type { z } from 'zod';
import { type ConfiguredPerson, homeOf } from '../core/person/accounts.js';
import type { Policies } from '../core/request/policy.js';
import type { ZaloSettings } from './zalo-schema.js';

interface MayLackSlack {
  readonly slack: { readonly isUsed: boolean };
  readonly zalo: ZaloSettings;
  readonly zca: { readonly driver: string };
  readonly ops: { readonly channel: string | null };
  readonly people: readonly ConfiguredPerson[];
  readonly policy: Policies;
}

/** Without Slack, reports every setting that needs it: nobody would be told, and nobody could approve. */
export function reportWithoutSlack(config: MayLackSlack, context: z.RefinementCtx): void {
  const { slack, zalo, zca, ops, people, policy } = config;
  if (slack.isUsed) return;
  const report = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message: `${message}, and SLACK is off` });
  if (!talksInZalo(zalo))
    report(
      ['slack', 'use'],
      'needs ZALO_OA_ID with ZALO_OA_SECRET, or ZALO_BOT_TOKEN with ZALO_BOT_SECRET; none are set',
    );
  if (zca.driver === 'manual') report(['zca', 'driver'], 'is manual: operators get their work in Slack');
  if (ops.channel !== null) report(['ops', 'channel'], 'is a channel of Slack');
  for (const [at, person] of people.entries())
    if (person.slack !== undefined) report(['people', at], `gives ${person.name} a Slack account`);
  const check = (path: PropertyKey[], listed: readonly string[] = []) => {
    for (const id of listed)
      if (homeOf(id).surface === 'slack') report(path, `names ${id}, who is in Slack alone`);
  };
  check(['policy', 'approvers'], policy.base.approvers);
  check(['policy', 'requesters'], policy.base.requesters);
  for (const [at, { change }] of policy.rules.entries()) {
    check(['policy', 'rules', at, 'approvers'], change.approvers);
    check(['policy', 'rules', at, 'requesters'], change.requesters);
  }
}

/** True if people can write to the bot in Zalo, and it can answer. */
function talksInZalo(zalo: ZaloSettings): boolean {
  const signing = zalo.webhookSignedWith === 'app_secret' ? zalo.appSecret : zalo.oaSecret;
  return (zalo.oaId !== null && signing !== null) || (zalo.botToken !== null && zalo.botSecret !== null);
}
