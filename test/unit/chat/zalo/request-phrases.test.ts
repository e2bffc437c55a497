import { expect, it } from 'vitest';
import { cardPhrases } from '../../../../src/chat/zalo/messages/request-phrases.js';
import { locales } from '../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../src/i18n/messages-for.js';
import { asset, pending } from '../../../fixtures/requests.js';

it.each(locales)('a card in Zalo (%s) lists every asset of the largest request', (locale) => {
  const assets = Array.from({ length: 50 }, (_, at) => asset(`4318000000000000${100 + at}`));
  const request = pending({ assets, chosen: assets.map(({ id }) => id) });
  const said = JSON.stringify(cardPhrases(request, 1, messagesFor(locale)));
  expect(assets.filter(({ id }) => !said.includes(id))).toEqual([]);
});
