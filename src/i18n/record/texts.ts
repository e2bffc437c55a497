import type { AssetKind } from '../../core/asset/asset.js';
import type { Request } from '../../core/request/request.js';

/** The pages of the admin page's menu. */
export const adminPages = ['requests', 'waiting', 'charts', 'assets', 'alerts', 'queues'] as const;
export type AdminPage = (typeof adminPages)[number];

/** A page that says why there is nothing else to see. */
interface Notice {
  readonly title: string;
  readonly text: string;
}

/** The texts of the admin page. */
export interface AdminTexts {
  readonly name: string;
  readonly pages: { readonly [P in AdminPage]: string };
  readonly toContent: string;
  readonly menu: string;
  readonly language: string;
  readonly logOut: string;
  readonly kind: (kind: AssetKind) => string;
  readonly status: { readonly [S in Request['status']]: string };
  readonly nobody: string;
  readonly bot: string;
  readonly logIn: {
    readonly title: string;
    readonly withSlack: string;
    readonly slackLead: string;
    readonly passphrase: string;
    readonly passphraseLead: string;
    readonly submit: string;
    readonly wrong: string;
    readonly tooMany: string;
    readonly notAllowed: string;
    readonly failed: string;
    readonly again: string;
  };
  readonly notices: {
    readonly [N in
      | 'badInput'
      | 'notFound'
      | 'unavailable'
      | 'failed'
      | 'overBudget'
      | 'busy'
      | 'refused']: Notice;
  };
  readonly requests: {
    readonly lead: string;
    readonly search: string;
    readonly searchHint: string;
    readonly kind: string;
    readonly anyKind: string;
    readonly status: string;
    readonly anyStatus: string;
    readonly person: string;
    readonly personHint: string;
    readonly since: string;
    readonly until: string;
    readonly filter: string;
    readonly clear: string;
    readonly none: string;
    /** Nothing among the newest, which one search reads. */
    readonly noneSoFar: string;
    readonly more: string;
    readonly further: string;
    readonly first: string;
    readonly csv: string;
    readonly dryRun: string;
    readonly moreAssets: (count: number) => string;
    readonly columns: {
      readonly [C in 'request' | 'asked' | 'what' | 'requester' | 'status' | 'decidedBy']: string;
    };
  };
  readonly story: {
    readonly title: (id: string) => string;
    readonly back: string;
    readonly steps: string;
    readonly noSteps: string;
    readonly cut: string;
    readonly recordGone: string;
    readonly unreadable: string;
    readonly assets: string;
    readonly outcome: string;
    readonly noOutcome: string;
    readonly pictures: string;
    readonly pictureGone: string;
    readonly reason: string;
    readonly queries: string;
    readonly approvals: string;
    readonly ended: string;
    readonly joinedTo: string;
    readonly entry: (sequence: number) => string;
  };
  readonly waiting: {
    readonly lead: string;
    readonly none: string;
    readonly groups: { readonly [G in 'pending' | 'approved' | 'running' | 'looking_up']: string };
    readonly columns: { readonly [C in 'request' | 'what' | 'since' | 'for' | 'until']: string };
    readonly approvals: (given: number, needed: number) => string;
    readonly nobodyMay: string;
    readonly tick: string;
    readonly zca: string;
    readonly bot: string;
    readonly starts: (at: string) => string;
  };
  readonly charts: {
    readonly lead: string;
    readonly unlinks: string;
    readonly approval: string;
    readonly approvalLead: string;
    readonly median: string;
    readonly nineOfTen: string;
    readonly week: string;
    readonly unlinked: string;
    readonly approved: string;
    readonly inNumbers: string;
    readonly none: string;
    readonly cut: string;
    readonly total: (count: number) => string;
    /** A time from the question to its approval. */
    readonly duration: (ms: number) => string;
  };
  readonly assets: {
    readonly lead: (kind: AssetKind, count: number) => string;
    readonly search: string;
    readonly none: string;
    readonly unreadable: string;
    readonly more: string;
    readonly free: string;
    readonly columns: { readonly [C in 'name' | 'id' | 'verified' | 'lock']: string };
    readonly verified: string;
    readonly notVerified: string;
  };
  readonly alerts: {
    readonly lead: string;
    readonly none: string;
  };
  readonly queues: {
    readonly lead: string;
    readonly open: string;
  };
  /** The columns of the CSV file. */
  readonly csv: {
    readonly [C in
      | 'request'
      | 'asked'
      | 'requester'
      | 'kind'
      | 'asset'
      | 'name'
      | 'status'
      | 'outcome'
      | 'outcomeAt'
      | 'approvedBy'
      | 'decidedBy'
      | 'decidedAt'
      | 'reason'
      | 'dryRun']: string;
  } & { readonly cut: string; readonly yes: string };
}
