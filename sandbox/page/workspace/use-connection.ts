import { useEffect, useState } from 'react';
import { listen } from '../wire/events.js';

/** True while the event stream to the sandbox is up, or not yet known to be down. */
export function useConnection(): boolean {
  const [up, setUp] = useState(true);
  useEffect(() => listen({ connected: () => setUp(true), lost: () => setUp(false) }), []);
  return up;
}
