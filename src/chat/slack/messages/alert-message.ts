import { type Alert, requestIdIn } from '../../../core/messages/alert.js';
import { bold, type RichText, richText } from '../../../core/messages/rich-text.js';
import type { AlertClaim } from '../../../flow/ports/alerts.js';
import type { AlertWords } from '../../../i18n/alert/texts.js';
import type { Messages } from '../../../i18n/messages.js';
import { lines, messageText, richTextBlock, type SlackMessage } from './rich-text.js';

/** An alert as a message; `url` links to the card of its request. */
export function renderAlert(
  alert: Alert,
  { since, isLast }: AlertClaim,
  url: string | null,
  { alert: texts }: Messages,
): SlackMessage {
  const { what, now, please } = wordsOf(alert, texts);
  const requestId = requestIdIn(alert);
  const said: RichText[] = [
    richText`🚨 ${what}`,
    texts.since(since),
    richText`${bold(texts.now)} ${now}`,
    richText`${bold(texts.please)} ${please}`,
    ...(requestId === null ? [] : [texts.request(requestId, url)]),
    ...(isLast ? [texts.noMore] : []),
  ];
  return { text: messageText(said), blocks: [richTextBlock(lines(said))] };
}

/** Each type has its own texts. */
function wordsOf<T extends Alert['type']>(
  alert: Extract<Alert, { type: T }> & { readonly type: T },
  { about }: Messages['alert'],
): AlertWords {
  return about[alert.type](alert);
}
