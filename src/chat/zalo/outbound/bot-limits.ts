import type { ZaloBotLimit } from '../../../core/messages/alert.js';
import type { Account } from '../../../core/person/accounts.js';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { BotUsage, ZaloUsage } from '../../../flow/ports/zalo-usage.js';
import type { ZaloMessenger } from './messenger.js';
import type { SendResult } from './send-result.js';

export interface BotLimitsOptions {
  readonly usage: Pick<ZaloUsage, 'addBot' | 'bot'>;
  readonly alerts: Alerts;
  /** The people a bot may talk with. */
  readonly people: number;
  readonly messagesPerMonth: number;
}

/** The parts of a limit at which the operators are told. */
const tellAt = [0.8, 0.95, 1];

/** Counts what a bot of the Bot Platform uses of its free limits, and tells before they are reached. */
export class BotLimits {
  readonly #options: BotLimitsOptions;

  constructor(options: BotLimitsOptions) {
    this.#options = options;
  }

  /** Sends also beyond the limits, which are not certain; but what fails there is given up. */
  counting(messenger: ZaloMessenger): ZaloMessenger {
    return {
      send: async (id, text) => {
        const result = await messenger.send(id, text);
        if (result.sent.length > 0) await this.#count({ surface: 'zalo-bot', id }, result.sent.length);
        return this.#judged(result);
      },
    };
  }

  async #judged(result: SendResult): Promise<SendResult> {
    if (result.type !== 'retry' && result.type !== 'refused') return result;
    const { people, messagesPerMonth, usage } = this.#options;
    const used = await usage.bot().catch(() => null);
    if (used === null) return result;
    const { sent } = result;
    if (used.messages >= messagesPerMonth) return { type: 'person_unreachable', code: 'bot_messages', sent };
    return result.type === 'refused' && used.people >= people
      ? { type: 'person_unreachable', code: 'bot_people', sent }
      : result;
  }

  async #count(account: Account, messages: number): Promise<void> {
    const used = await this.#options.usage.addBot(account, messages).catch(() => null);
    if (used !== null) this.#tell(used, messages);
  }

  #tell({ people, messages, isNew }: BotUsage, added: number): void {
    const { people: mostPeople, messagesPerMonth } = this.#options;
    if (isNew) this.#raise('people', people - 1, people, mostPeople);
    this.#raise('messages', messages - added, messages, messagesPerMonth);
  }

  #raise(limit: ZaloBotLimit, before: number, used: number, most: number): void {
    const isCrossed = tellAt.some(
      (part) => before < Math.ceil(most * part) && used >= Math.ceil(most * part),
    );
    if (isCrossed) this.#options.alerts.raise({ type: 'zalo_bot_limit', limit, used, most });
  }
}
