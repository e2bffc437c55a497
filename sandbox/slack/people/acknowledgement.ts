import { Refusal } from '../api/refusal.js';
import type { Receipt } from '../delivery/letter.js';
import type { ResponseTarget } from '../state/response-urls.js';
import type { World } from '../world.js';
import { type AppResponse, applyResponse, appResponseSchema } from './app-response.js';

/** Shows the 200's content for a slash command; false when Slack could not make sense of it. */
export function applyAcknowledgement(receipt: Receipt, target: ResponseTarget, world: World): boolean {
  if (receipt.text.trim() === '') return true;
  const response = readResponse(receipt);
  if (!response) return false;
  try {
    applyResponse(response, target, world);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The answer as JSON, whatever its content type; undefined when it is not a JSON object. */
export function jsonAnswer(receipt: Receipt): unknown {
  try {
    return JSON.parse(receipt.text);
  } catch {
    return undefined;
  }
}

/** A JSON body is a message; anything else is its text. */
function readResponse(receipt: Receipt): AppResponse | null {
  const answer = jsonAnswer(receipt);
  if (typeof answer !== 'object' || answer === null) return { text: receipt.text };
  const parsed = appResponseSchema.safeParse(answer);
  return parsed.success ? parsed.data : null;
}
