import { type Alert, requestIdIn } from '../../../core/messages/alert.js';
import { bold, type Phrase, phrase } from '../../../core/messages/rich-text.js';
import type { AlertClaim } from '../../../flow/ports/alerts.js';
import type { AlertWords } from '../../../i18n/alert/texts.js';
import type { Messages } from '../../../i18n/messages.js';
import { lines, messageText, richText, type SlackMessage } from './rich-text.js';

/** An alert as a message; `url` links to the card of the request that it is about. */
export function renderAlert(
  alert: Alert,
  { since, isLast }: AlertClaim,
  url: string | null,
  { alert: texts }: Messages,
): SlackMessage {
  const { what, now, please } = wordsOf(alert, texts.about);
  const requestId = requestIdIn(alert);
  const said: Phrase[] = [
    phrase`🚨 ${what}`,
    texts.since(since),
    phrase`${bold(texts.now)} ${now}`,
    phrase`${bold(texts.please)} ${please}`,
    ...(requestId === null ? [] : [texts.request(requestId, url)]),
    ...(isLast ? [texts.noMore] : []),
  ];
  return { text: messageText(said), blocks: [richText(lines(said))] };
}

/** Each type has words for itself; that they are asked for the right one, the compiler cannot see. */
function wordsOf(alert: Alert, about: Messages['alert']['about']): AlertWords {
  const words = about[alert.type] as (alert: Alert) => AlertWords;
  return words(alert);
}
