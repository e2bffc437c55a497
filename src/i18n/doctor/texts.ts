import type { AssetKind } from '../../core/asset/asset.js';
import type { ConsolePause, ZaloTrouble } from '../../core/request/outcome.js';
import type { ZcaTrouble } from '../../core/request/zca-trouble.js';

/** The parts of a set-up, in the order of the report. */
export const doctorParts = [
  'settings',
  'machine',
  'redis',
  'work',
  'slack',
  'blocks',
  'zca',
  'zalo',
  'audit',
  'rehearsal',
] as const;
export type DoctorPart = (typeof doctorParts)[number];

/** A finding in words; `next` is the step that mends it, and is missing where nothing needs mending. */
export interface Advice {
  readonly seen: string;
  readonly next?: string;
}

type Say<Facts> = (facts: Facts) => Advice;
type SayPlainly = () => Advice;

/** The report of `npm run doctor`, by the code of each finding. */
export interface DoctorFindings {
  readonly settings_fine: SayPlainly;
  /** `problem`: as the start of the bot says it, in English. */
  readonly setting_wrong: Say<{ readonly problem: string }>;
  readonly secret_file_fine: Say<{ readonly setting: string; readonly path: string }>;
  readonly secret_file_open: Say<{ readonly setting: string; readonly path: string; readonly mode: string }>;
  readonly secret_file_writable: Say<{
    readonly setting: string;
    readonly path: string;
    readonly mode: string;
  }>;
  readonly secret_file_unreadable: Say<{
    readonly setting: string;
    readonly path: string;
    readonly code: string;
  }>;

  readonly node_fine: Say<{ readonly version: string }>;
  readonly node_old: Say<{ readonly version: string; readonly oldest: string }>;

  readonly redis_answers: Say<{ readonly where: string; readonly version: string }>;
  readonly redis_unreachable: Say<{ readonly where: string; readonly why: string }>;
  readonly redis_refuses: Say<{
    readonly where: string;
    readonly code: 'WRONGPASS' | 'NOAUTH' | 'NOPERM';
  }>;
  readonly redis_old: Say<{ readonly version: string; readonly oldest: string }>;
  readonly redis_without_tls: SayPlainly;
  readonly redis_settings_fine: Say<{ readonly node: string }>;
  readonly redis_settings_unreadable: Say<{ readonly node: string }>;
  readonly redis_evicts: Say<{ readonly node: string }>;
  readonly redis_without_file: Say<{ readonly node: string }>;
  readonly redis_without_min_replicas: Say<{ readonly node: string }>;
  readonly redis_refuses_changes: Say<{ readonly code: string }>;
  readonly redis_rights_fine: SayPlainly;
  readonly redis_rights_missing: Say<{ readonly commands: readonly string[] }>;
  /** In MiB; `most`: null without a limit. */
  readonly redis_memory_fine: Say<{ readonly used: number; readonly most: number | null }>;
  readonly redis_memory_short: Say<{ readonly used: number; readonly most: number }>;
  readonly clock_fine: SayPlainly;
  /** `ahead`: of Redis's clock. */
  readonly clock_differs: Say<{ readonly seconds: number; readonly ahead: boolean }>;

  readonly worker_there: SayPlainly;
  readonly worker_missing: SayPlainly;
  readonly queues_fine: Say<{ readonly waiting: number }>;
  readonly queue_waits: Say<{ readonly queue: string; readonly waiting: number; readonly minutes: number }>;

  readonly slack_answers: Say<{ readonly team: string; readonly bot: string }>;
  readonly slack_off: SayPlainly;
  readonly slack_unreachable: Say<{ readonly host: string }>;
  readonly slack_refuses: Say<{ readonly code: string }>;
  readonly slack_app: Say<{ readonly app: string }>;
  readonly slack_app_unknown: SayPlainly;
  readonly slack_app_differs: Say<{
    readonly setting: string;
    readonly app: string;
    readonly other: string;
  }>;
  readonly slack_other_workspace: Say<{ readonly team: string; readonly named: readonly string[] }>;
  readonly scopes_fine: Say<{ readonly scopes: readonly string[] }>;
  readonly scope_missing: Say<{ readonly scope: string }>;
  readonly scopes_unused: Say<{ readonly scopes: readonly string[] }>;
  readonly scopes_unknown: SayPlainly;
  readonly channel_fine: Say<{ readonly channel: string }>;
  readonly channel_closed: Say<{ readonly channel: string; readonly code: string }>;
  readonly group_fine: Say<{ readonly group: string; readonly people: number }>;
  readonly group_unreadable: Say<{ readonly group: string; readonly code: string }>;
  readonly group_empty: Say<{ readonly group: string }>;
  readonly people_fine: Say<{ readonly people: number }>;
  readonly person_unknown: Say<{ readonly person: string }>;
  readonly approvers_none: SayPlainly;
  readonly socket_fine: SayPlainly;
  readonly socket_refused: Say<{ readonly code: string }>;
  readonly address_fine: Say<{ readonly url: string }>;
  readonly address_unknown: SayPlainly;
  readonly address_unreachable: Say<{
    readonly url: string;
    readonly why: ZcaTrouble;
    readonly detail: string;
  }>;
  readonly address_refuses: Say<{ readonly url: string }>;
  readonly address_of_others: Say<{ readonly url: string; readonly status: number }>;
  readonly manifest_same: SayPlainly;
  readonly manifest_differs: Say<{ readonly fields: readonly string[] }>;
  readonly manifest_unreadable: Say<{ readonly code: string }>;
  readonly blocks_fine: Say<{ readonly surfaces: number }>;
  readonly blocks_wrong: Say<{ readonly surface: string; readonly errors: readonly string[] }>;
  readonly blocks_unknown: SayPlainly;
  readonly blocks_unfinished: Say<{
    readonly checked: number;
    readonly of: number;
    readonly code: string;
  }>;

  readonly zca_away: Say<{ readonly host: string; readonly why: ZcaTrouble; readonly detail: string }>;
  readonly own_assets_unset: SayPlainly;
  readonly gateway_lists: Say<{ readonly kind: AssetKind; readonly assets: number }>;
  readonly gateway_reads: Say<{ readonly asset: string }>;
  readonly gateway_reads_nothing: SayPlainly;
  readonly gateway_knows_absent: SayPlainly;
  readonly gateway_refuses_unknown_kind: SayPlainly;
  readonly gateway_refuses_wrong_token: SayPlainly;
  readonly gateway_denies: Say<{ readonly why: 'token_invalid' | 'not_allowed' }>;
  readonly gateway_busy: Say<{ readonly call: string }>;
  readonly gateway_takes_any_token: SayPlainly;
  readonly gateway_off_contract: Say<{ readonly call: string; readonly detail: string }>;
  readonly gateway_certificate_ends: Say<{ readonly host: string; readonly days: number }>;
  readonly dry_unlink: Say<{ readonly asset: string; readonly call: string; readonly body: string }>;
  readonly dry_unlink_not_linked: Say<{ readonly asset: string }>;
  readonly console_lists: Say<{ readonly tab: string; readonly assets: number }>;
  readonly console_waits: Say<{ readonly why: ConsolePause }>;
  readonly console_other_page: Say<{ readonly seen: string }>;
  /** `why`: as the start of the worker says it, in English. */
  readonly console_unusable: Say<{ readonly why: string }>;
  readonly register_fine: Say<{ readonly assets: number }>;
  readonly register_empty: SayPlainly;
  readonly zalo_without_tokens: SayPlainly;
  readonly zalo_no_login: SayPlainly;
  readonly zalo_pair_unreadable: Say<{ readonly oa: string }>;
  readonly zalo_pair_ended: Say<{ readonly oa: string }>;
  readonly zalo_bot_fine: SayPlainly;
  readonly zalo_bot_refused: SayPlainly;
  readonly zalo_bot_unreachable: SayPlainly;
  readonly zalo_fine: Say<{ readonly oa: string }>;
  readonly zalo_unreadable: Say<{ readonly oa: string; readonly why: ZaloTrouble['type'] }>;

  readonly audit_fine: Say<{ readonly sequence: number }>;
  readonly audit_without_key: SayPlainly;
  readonly audit_key_unknown: SayPlainly;
  readonly audit_end_differs: SayPlainly;
  readonly anchor_fine: Say<{ readonly channel: string }>;
  readonly anchor_missing: SayPlainly;

  readonly rehearsal_fine: Say<{ readonly request: string; readonly seconds: number }>;
  readonly rehearsal_refused: Say<{ readonly code: string }>;
  readonly rehearsal_stuck: Say<{ readonly at: RehearsalStep; readonly seconds: number }>;
  readonly rehearsal_left: Say<{ readonly request: string }>;

  readonly part_late: Say<{ readonly seconds: number }>;
  /** `error`: the name of the error alone, since its message may hold a secret. */
  readonly part_broken: Say<{ readonly error: string }>;
  readonly part_skipped: Say<{ readonly until: 'settings' | 'redis' | 'slack' }>;
}

/** A rehearsal's steps: the queue, the worker's look-up with its card, the cancellation. */
export type RehearsalStep = 'queued' | 'looked_up' | 'cancelled';

export interface DoctorTexts {
  readonly parts: { readonly [P in DoctorPart]: string };
  readonly findings: DoctorFindings;
  readonly summary: (counts: { readonly failed: number; readonly warnings: number }) => string;
}
