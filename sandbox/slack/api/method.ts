import { z } from 'zod';
import type { World } from '../world.js';
import { Refusal } from './refusal.js';

/** The token a method takes; `config`: an app configuration token; `none`: no token. */
export type TokenKind = 'bot' | 'app' | 'config' | 'none';

/** The fields a method adds to `ok: true`. */
export type Answer = Record<string, unknown>;

/** One Web API method: reads its raw arguments and runs, or throws a Refusal. */
export interface Method {
  token: TokenKind;
  run(rawArgs: Record<string, unknown>, world: World): Answer;
}

/** A method for the bot token with arguments of this shape; like Slack, it ignores unknown arguments. */
export function botMethod<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (args: z.output<z.ZodObject<Shape>>, world: World) => Answer,
): Method {
  return methodFor('bot', shape, run);
}

/** A method for another kind of token. */
export function methodFor<Shape extends z.ZodRawShape>(
  token: TokenKind,
  shape: Shape,
  run: (args: z.output<z.ZodObject<Shape>>, world: World) => Answer,
): Method {
  const schema = z.object(shape);
  return {
    token,
    run(rawArgs, world) {
      const parsed = schema.safeParse(rawArgs);
      if (!parsed.success) throw refuseArguments(parsed.error);
      return run(parsed.data, world);
    },
  };
}

/** Slack's `invalid_arguments`, naming each argument. */
function refuseArguments(error: z.ZodError): Refusal {
  const messages = error.issues.map((issue) => {
    const pointer = issue.path.map((part) => `/${String(part)}`).join('');
    return issue.code === 'invalid_type' && issue.input === undefined && issue.path.length === 1
      ? `[ERROR] missing required field: ${String(issue.path[0])}`
      : `[ERROR] ${issue.message} [json-pointer:${pointer}]`;
  });
  return new Refusal('invalid_arguments', { response_metadata: { messages } });
}
