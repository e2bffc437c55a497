import type { Answer } from '../../zca/answer.js';
import type { Call } from '../../zca/gateway.js';
import { empty, html, json } from '../answers.js';
import type { World } from '../world.js';
import type { Granted } from './token-book.js';

/** `POST /v4/oa/access_token`: a pair for a code or for a refresh token; failures are HTTP 200 too. */
export function giveTokens(call: Call, { app, tokens }: World): Answer {
  const form = new URLSearchParams(call.bodyText ?? '');
  if (call.headers['secret_key'] !== app.secret || form.get('app_id') !== app.id)
    return refusal(-14002, 'Invalid app.');
  const granted =
    form.get('grant_type') === 'authorization_code'
      ? tokens.exchange(form.get('code') ?? '', form.get('code_verifier') ?? '')
      : tokens.refresh(form.get('refresh_token') ?? '');
  return answerOf(granted, form.get('grant_type') === 'authorization_code');
}

function answerOf(granted: Granted, isCode: boolean): Answer {
  // As seen in production by one author: no word about a token that has been used.
  if (granted === 'used') return empty();
  if (granted === 'unknown')
    return isCode
      ? refusal(-14016, 'Invalid authorization code.')
      : refusal(-14014, 'Invalid refresh token.');
  // A string, as in Zalo's documents.
  return json({ ...granted, expires_in: '90000' });
}

function refusal(error: number, name: string): Answer {
  return json({ error, error_name: name, message: '', access_token: '', refresh_token: '' });
}

/** `GET /v4/oa/permission`: the page on which somebody with the rights chooses an OA and allows the app. */
export function askConsent(call: Call, { app, oas, tokens }: World): Answer {
  const query = call.url.searchParams;
  const redirectUri = query.get('redirect_uri') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('app_id') !== app.id || !URL.canParse(redirectUri) || challenge === '')
    return html(200, '<h1>-14003 Invalid redirect uri</h1>');
  const links = oas.map((oa) => {
    const back = new URL(redirectUri);
    const code = tokens.authorise({ oaId: oa.id, challenge, redirectUri });
    back.searchParams.set('oa_id', oa.id);
    back.searchParams.set('code', code);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    return `<li><a href="${escaped(back.href)}">${escaped(oa.name)}</a></li>`;
  });
  return html(200, `<h1>Cho phép ứng dụng (Allow the app)</h1><ul>${links.join('')}</ul>`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
