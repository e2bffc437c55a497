import type { CardRequest } from '../../../core/request/request.js';
import type { Log } from '../../../flow/ports/log.js';
import { CannotPost } from '../../../flow/try-later.js';
import { type Update, type UpdateDeps, updateOnce } from './update-once.js';

/**
 * Updates a request's message to the request's revision. Where the bot may not, the log says so, and the work goes on.
 * @throws {TryLater}
 */
export async function updateIfReachable(
  { request, ...update }: Omit<Update, 'revision'> & { readonly request: CardRequest },
  deps: UpdateDeps & { readonly log: Log },
): Promise<void> {
  await updateOnce({ ...update, revision: request.revision }, deps).catch((error: unknown) => {
    if (!(error instanceof CannotPost)) throw error;
    // The message is deleted or out of reach; the decision is carried out without it.
    deps.log.warn('message.not_updated', 'could not update a message', {
      request: request.id,
      code: error.code,
    });
  });
}
