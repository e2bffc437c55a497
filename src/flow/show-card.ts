import { hasCard, type Request } from '../core/request.js';
import type { Ports } from './ports.js';

/**
 * Brings the card up to the newest stored state. Two workers may do this at once and the chat may apply their
 * updates in either order, so each looks again after its own and repeats it if the request has changed meanwhile.
 */
export async function showCard(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasCard(request)) return;
  await ports.chat.showCard(request);
  const newest = await ports.store.get(request.id);
  if (newest !== null && newest.revision !== request.revision) await showCard(newest, ports);
}
