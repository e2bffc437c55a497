import type { AssetKind } from '../../../core/asset/asset.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import type { QueryRequest, QueryResult } from '../../../core/messages/query-result.js';
import type { BudgetCounter } from '../../../flow/ports/budgets.js';
import type { Chat } from '../../../flow/ports/chat.js';
import type { Jobs } from '../../../flow/ports/jobs.js';
import type { ReplyAddresses } from '../../../flow/ports/message-delivery.js';
import type { CallMetrics, DeliveryMetrics, WaitMetrics } from '../../../flow/ports/metrics.js';
import type { Ports } from '../../../flow/ports/ports.js';
import type { RequestStore } from '../../../flow/ports/store.js';
import type { LinkedAssets } from '../../../flow/ports/zca.js';
import type { Messages } from '../../../i18n/messages.js';
import type { CardLinks } from '../outbound/card-links.js';

/** The parts of the bot that the Slack listeners use before Slack gets its 200. */
export interface InboundPorts extends Pick<Ports, 'alerts' | 'log' | 'now' | 'operators' | 'policies'> {
  readonly jobs: Pick<Jobs, 'ask' | 'press' | 'home'>;
  readonly store: Pick<RequestStore, 'get' | 'refuse'>;
  readonly budgets: BudgetCounter;
  readonly replies: Pick<ReplyAddresses, 'keep'>;
  readonly chat: Pick<Chat, 'groupMembers' | 'person'>;
  readonly cardLinks: Pick<CardLinks, 'within'>;
  readonly linked: LinkedAssets;
  readonly metrics: DeliveryMetrics & CallMetrics & WaitMetrics;
  /** Answers somebody who wants to link another account. Never throws. */
  readonly connect: (user: string) => Promise<PrivateMessage>;
  /** Answers a query for one person. @throws when a source it needs does not answer */
  readonly question: (query: QueryRequest) => Promise<QueryResult>;
  /**
   * Answers whether the person may pick assets of this kind in a form; `channel` is null until one is chosen.
   * @throws when that cannot be read
   */
  readonly mayPick: (user: string, channel: string | null, kind: AssetKind) => Promise<boolean>;
  /**
   * Replaces the people, groups and channels mentioned in typed text with their names, within a short time limit. Never
   * throws.
   */
  readonly readable: (text: string) => Promise<string>;
  /**
   * The texts in the person's language, or in the default language when Slack does not report theirs in time. Never
   * throws.
   */
  readonly messagesOf: (user: string) => Promise<Messages>;
}
