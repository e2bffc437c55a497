import { BotLimits } from '../chat/zalo/outbound/bot-limits.js';
import { BotSender } from '../chat/zalo/outbound/bot-sender.js';
import type { ZaloMessenger } from '../chat/zalo/outbound/messenger.js';
import { OaSender } from '../chat/zalo/outbound/oa-sender.js';
import { OaWindow } from '../chat/zalo/outbound/oa-window.js';
import type { Config } from '../config/schema.js';
import type { ZaloSurface as ZaloName } from '../core/person/accounts.js';
import { proxyFor } from '../shared/proxy.js';
import { HttpZaloBotApi } from '../zalo/bot-api.js';
import { HttpZaloOpenApi } from '../zalo/open-api.js';
import { now, type Parts } from './components.js';
import type { ZaloMessengers } from './zalo-chat.js';
import { zaloTokensOf } from './zalo-tokens.js';

const hourMs = 60 * 60_000;

/** The time in which the OA may write to people. */
export function oaWindowOf({ zalo }: Config, { words, zaloUsage: usage }: Parts): OaWindow {
  const { freeWindowHours, freeMessages, paidMessagesPerMonth: paidPerMonth } = zalo;
  return new OaWindow({ words, usage, freeMs: freeWindowHours * hourMs, freeMessages, paidPerMonth, now });
}

/** The Zalo chats for which there are settings; the OA first, since it has buttons. */
export function messengersOf(config: Config, parts: Parts): ZaloMessengers {
  const { alerts, zaloKeeper, zaloUsage: usage } = parts;
  const { botPeople: people, botMessagesPerMonth: messagesPerMonth } = config.zalo;
  const { apiUrl, botApiUrl, appId, oaId, botToken, buttonShape, timeoutMs } = config.zalo;
  const found: [ZaloName, ZaloMessenger][] = [];
  if (oaId !== null && appId !== null) {
    const proxy = proxyFor(apiUrl, config.proxy);
    const tokens = zaloTokensOf(config, zaloKeeper);
    const api = new HttpZaloOpenApi({ url: apiUrl, timeoutMs, proxy, tokens });
    const sender = new OaSender({ api, alerts, buttonShape, appId });
    const window = oaWindowOf(config, parts);
    found.push(['zalo', window.within({ send: (account, text) => sender.send(oaId, account, text) })]);
  }
  if (botToken !== null) {
    const proxy = proxyFor(botApiUrl, config.proxy);
    const api = new HttpZaloBotApi({ url: botApiUrl, timeoutMs, proxy, token: botToken });
    const sender = new BotSender({ api, alerts });
    const limits = new BotLimits({ usage, alerts, people, messagesPerMonth });
    found.push([
      'zalo-bot',
      limits.counting({ send: (account, { text }) => sender.send(account, text) }),
    ]);
  }
  return new Map(found);
}
