import { BotLimits } from '../chat/zalo/outbound/bot-limits.js';
import { OaWindow } from '../chat/zalo/outbound/oa-window.js';
import type { Config } from '../config/schema.js';
import { now, type Parts } from './components.js';

const hourMs = 60 * 60_000;

/** The time in which the OA may write to people. */
export function oaWindowOf(
  { zalo }: Pick<Config, 'zalo'>,
  { words, zaloUsage: usage }: Pick<Parts, 'words' | 'zaloUsage'>,
): OaWindow {
  const { freeWindowHours, freeMessages, paidMessagesPerMonth: paidPerMonth } = zalo;
  return new OaWindow({ words, usage, freeMs: freeWindowHours * hourMs, freeMessages, paidPerMonth, now });
}

/** The limits of the Zalo bot. */
export function botLimitsOf(
  { zalo: { botPeople: people, botMessagesPerMonth: messagesPerMonth } }: Pick<Config, 'zalo'>,
  { alerts, zaloUsage: usage }: Pick<Parts, 'alerts' | 'zaloUsage'>,
): BotLimits {
  return new BotLimits({ usage, alerts, people, messagesPerMonth });
}
