import type { Config } from '../config/schema.js';
import { zaloQueueName } from '../jobs/zalo-queue.js';

/** The queue of Zalo's events, if there are settings for any webhook. */
export function zaloQueuesOf(config: Pick<Config, 'zalo'>): readonly string[] {
  return oaSigner(config) === null && config.zalo.botSecret === null ? [] : [zaloQueueName];
}

/** The app and the secret of its webhooks; null: they are not set. */
export function oaSigner({
  zalo,
}: Pick<Config, 'zalo'>): { readonly appId: string; readonly secret: string } | null {
  const secret = zalo.webhookSignedWith === 'app_secret' ? zalo.appSecret : zalo.oaSecret;
  return zalo.appId === null || secret === null ? null : { appId: zalo.appId, secret };
}
