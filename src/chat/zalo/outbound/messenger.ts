import type { ZaloButton } from '../messages/oa-message.js';
import type { SendResult } from './send-result.js';

/** Sends texts to accounts of one Zalo chat. Never rejects. */
export interface ZaloMessenger {
  /** Buttons are left out where the chat has none: their words can always be typed. */
  send(
    account: string,
    text: {
      readonly text: string;
      readonly buttons: readonly ZaloButton[];
      /** The id of the message that this one answers; left out where the chat cannot quote. */
      readonly quotes?: string;
    },
  ): Promise<SendResult>;
}
