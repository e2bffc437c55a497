import { z } from 'zod';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { ZaloBotApi } from '../../../flow/ports/zalo-api.js';
import { cutText } from '../messages/cut-text.js';
import { botEffectOf } from './error-effect.js';
import { type PartResult, type SendResult, sendInOrder } from './send-result.js';

export interface BotSenderOptions {
  readonly api: ZaloBotApi;
  readonly alerts: Alerts;
}

/** After a failure that passes, in milliseconds. */
const retryMs = 10_000;

/** Zalo has taken the message, whatever else it says: sent again, it would come twice. */
const taken = z.object({ message_id: z.string().catch('') }).catch({ message_id: '' });

/** Sends texts of the Zalo bot. The Bot Platform has no buttons, and no way to change a message. */
export class BotSender {
  readonly #options: BotSenderOptions;

  constructor(options: BotSenderOptions) {
    this.#options = options;
  }

  /** Never rejects. @param done the ids of the parts that an earlier try has sent */
  send(chatId: string, text: string, done: readonly string[] = []): Promise<SendResult> {
    const parts = cutText(text).map((part) => ({ chat_id: chatId, text: part }));
    return sendInOrder(parts, done, (part) => this.#part(part));
  }

  async #part(part: object): Promise<PartResult> {
    const reply = await this.#options.api.call('sendMessage', part);
    switch (reply.type) {
      case 'done':
        return { type: 'taken', id: taken.parse(reply.data).message_id };
      case 'busy':
        return { type: 'retry', afterMs: reply.retryAfterMs };
      case 'not_sent':
        return { type: 'retry', afterMs: retryMs };
      case 'unclear':
        return { type: 'unclear' };
      case 'refused':
        return this.#refused(reply.code);
    }
  }

  #refused(code: number): PartResult {
    switch (botEffectOf(code)) {
      case 'retry':
        return { type: 'retry', afterMs: retryMs };
      case 'give_up_person':
        return { type: 'person_unreachable', code };
      case 'give_up':
        return { type: 'refused', code };
      case 'alert':
        this.#options.alerts.raise({ type: 'zalo_bot_refuses', code });
        return { type: 'out_of_order', code };
    }
  }
}
