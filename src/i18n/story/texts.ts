import type { AuditEntry } from '../../core/request/audit-entry.js';
import type { EntryFacts } from '../../core/request/entry-facts.js';

/** A request's story, as the audit log tells it to an auditor. */
export interface StoryTexts {
  readonly title: (requestId: string) => string;
  /** The sentence for an entry. */
  readonly step: { readonly [A in AuditEntry['action']]: (entry: EntryFacts) => string };
  /** An entry of an action that this version does not know. */
  readonly unknownStep: (action: string, by: string) => string;
  /** Behind a step in another chat than Slack: `zalo`, `zalo-bot`, or one that this version does not know. */
  readonly elsewhere: (surface: string) => string;
  readonly noEntry: (requestId: string) => string;
  /** Above the outcome of each asset. */
  readonly outcomes: string;
  /** The request's record was removed after its time, so what the ZCA said is no longer known word for word. */
  readonly recordGone: string;
  readonly columns: {
    readonly [column in
      | 'sequence'
      | 'time'
      | 'request'
      | 'action'
      | 'actor'
      | 'story'
      | 'details'
      | 'hash']: string;
  };
}
