import { z } from 'zod';
import type { Alerts } from '../../../flow/ports/alerts.js';
import type { ZaloOpenApi } from '../../../flow/ports/zalo-api.js';
import { type ButtonShape, type OaText, oaMessages } from '../messages/oa-message.js';
import { effectOf } from './error-effect.js';
import { type PartResult, type SendResult, sendInOrder } from './send-result.js';

export interface OaSenderOptions {
  readonly api: ZaloOpenApi;
  readonly alerts: Alerts;
  readonly buttonShape: ButtonShape;
  /** The app that speaks, for alerts. */
  readonly appId: string;
}

/** After a failure that passes, in milliseconds. */
const retryMs = 10_000;

/** Zalo has taken the message, whatever else it says: sent again, it would come twice. */
const taken = z.object({ message_id: z.string().catch('') }).catch({ message_id: '' });

/** Sends texts of an OA to people who have turned to it lately. Zalo can neither change nor delete them. */
export class OaSender {
  readonly #options: OaSenderOptions;

  constructor(options: OaSenderOptions) {
    this.#options = options;
  }

  /** Never rejects. @param done the ids of the parts that an earlier try has sent */
  send(oaId: string, userId: string, text: OaText, done: readonly string[] = []): Promise<SendResult> {
    const parts = oaMessages(text, this.#options.buttonShape);
    return sendInOrder(parts, done, (message) => this.#part(oaId, userId, message));
  }

  async #part(oaId: string, userId: string, message: object): Promise<PartResult> {
    const reply = await this.#options.api.call({
      oaId,
      method: 'POST',
      path: '/v3.0/oa/message/cs',
      body: { recipient: { user_id: userId }, message },
    });
    switch (reply.type) {
      case 'done':
        return { type: 'taken', id: taken.parse(reply.data).message_id };
      case 'busy':
        return { type: 'retry', afterMs: reply.retryAfterMs };
      case 'not_sent':
        return { type: 'retry', afterMs: retryMs };
      case 'unclear':
        return { type: 'unclear' };
      case 'no_token':
        // The keeper of tokens has told the operators.
        return { type: 'out_of_order', code: null };
      case 'refused':
        return this.#refused(oaId, reply.code);
    }
  }

  #refused(oa: string, code: number): PartResult {
    switch (effectOf(code)) {
      case 'retry':
        return { type: 'retry', afterMs: retryMs };
      case 'give_up_person':
        return { type: 'person_unreachable', code };
      case 'give_up':
        return { type: 'refused', code };
      case 'alert':
        this.#options.alerts.raise({ type: 'zalo_refuses', oa, app: this.#options.appId, code });
        return { type: 'out_of_order', code };
    }
  }
}
