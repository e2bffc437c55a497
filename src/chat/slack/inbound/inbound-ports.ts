import type { AssetKind } from '../../../core/asset/asset.js';
import type { Command } from '../../../core/command/command.js';
import type { Viewer } from '../../../core/command/submitted-command.js';
import type { QueryResult } from '../../../core/messages/query-result.js';
import type { BudgetCounter } from '../../../flow/ports/budgets.js';
import type { Chat } from '../../../flow/ports/chat.js';
import type { Jobs } from '../../../flow/ports/jobs.js';
import type { ReplyAddresses } from '../../../flow/ports/message-delivery.js';
import type { Ports } from '../../../flow/ports/ports.js';
import type { RequestStore } from '../../../flow/ports/store.js';
import type { LinkedAssets } from '../../../flow/ports/zca.js';
import type { Messages } from '../../../i18n/messages.js';
import type { CardLinks } from '../outbound/card-links.js';

/** What the listeners of the Slack app need of the rest of the bot, before Slack is told 200. */
export interface InboundPorts extends Pick<Ports, 'alerts' | 'log' | 'now' | 'operators' | 'policies'> {
  readonly jobs: Pick<Jobs, 'ask' | 'press' | 'home'>;
  readonly store: Pick<RequestStore, 'get' | 'refuse'>;
  readonly budgets: BudgetCounter;
  readonly replies: Pick<ReplyAddresses, 'keep'>;
  readonly chat: Pick<Chat, 'groupMembers' | 'person'>;
  readonly cardLinks: Pick<CardLinks, 'within'>;
  readonly linked: LinkedAssets;
  /** QueryAudit something up for one person. Throws when what it needs does not answer. */
  readonly question: (command: Command, asker: Viewer, page?: number, depth?: number) => Promise<QueryResult>;
  /** Whether somebody may pick from the assets of a kind in a form; `channel`: null while it is not chosen. @throws when that cannot be read */
  readonly mayPick: (user: string, channel: string | null, kind: AssetKind) => Promise<boolean>;
  /** What somebody typed, with the names of whom and what it mentions; within a moment. Never throws. */
  readonly readable: (text: string) => Promise<string>;
  /** In the person's own language; in the default one where Slack does not say in time. Never throws. */
  readonly messagesOf: (user: string) => Promise<Messages>;
}
