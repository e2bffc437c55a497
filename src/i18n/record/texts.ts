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
    readonly [N in 'badInput' | 'notFound' | 'unavailable' | 'failed' | 'overBudget' | 'refused']: Notice;
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
}
