import type { World } from '../world.js';
import type { Answer, Method, TokenKind } from './method.js';
import { Refusal } from './refusal.js';
import { refuseScope } from './scopes.js';

/** A call's answer as JSON, and the part of it to log. */
export interface CallResult {
  body: Record<string, unknown>;
  outcome: string;
}

/** Does one call: checks token, scope and arguments, then runs the method. */
export function callMethod(
  method: Method | undefined,
  name: string,
  input: { args: Record<string, unknown>; token: string | null },
  world: World,
): CallResult {
  try {
    if (!method) throw new Refusal('unknown_method', { req_method: name });
    refuseToken(method, input.token, world);
    refuseScope(name, input.args, world);
    return accepted(method.run(input.args, world));
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function accepted(answer: Answer): CallResult {
  return { body: { ok: true, ...answer }, outcome: 'ok' };
}

function refused({ error, extra }: Refusal): CallResult {
  return { body: { ok: false, error, ...extra }, outcome: error };
}

function refuseToken({ token: wanted }: Method, token: string | null, { secrets }: World): void {
  if (wanted === 'none') return;
  if (token === null || token === '') throw new Refusal('not_authed');
  const kinds = new Map<string | undefined, TokenKind>([
    [secrets.configToken, 'config'],
    [secrets.appToken, 'app'],
    ...[secrets.botToken, ...secrets.moreBotTokens].map((each) => [each, 'bot'] as const),
  ]);
  const kind = kinds.get(token);
  if (!kind) throw new Refusal('invalid_auth');
  if (kind !== wanted) throw new Refusal('not_allowed_token_type');
}
