import { BotSender } from '../chat/zalo/outbound/bot-sender.js';
import type { ZaloMessenger } from '../chat/zalo/outbound/messenger.js';
import { OaSender } from '../chat/zalo/outbound/oa-sender.js';
import type { Config } from '../config/schema.js';
import type { ZaloSurface as ZaloName } from '../core/person/accounts.js';
import { proxyFor } from '../shared/proxy.js';
import { HttpZaloBotApi } from '../zalo/bot-api.js';
import { HttpZaloOpenApi } from '../zalo/open-api.js';
import type { Parts } from './components.js';
import type { ZaloMessengers } from './zalo-chat.js';
import { botLimitsOf, oaWindowOf } from './zalo-limits.js';
import { zaloTokensOf } from './zalo-tokens.js';

/** The Zalo chats for which there are settings; the OA first, since it has buttons. */
export function messengersOf(config: Config, parts: Parts): ZaloMessengers {
  const { alerts, zaloKeeper } = parts;
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
    const limits = botLimitsOf(config, parts);
    found.push(['zalo-bot', limits.counting({ send: (account, { text }) => sender.send(account, text) })]);
  }
  return new Map(found);
}
