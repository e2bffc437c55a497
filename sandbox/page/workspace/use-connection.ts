import { useEffect, useState } from 'react';
import { listen } from '../wire/events.js';

/** Whether the live line to the sandbox is up; hopeful until it is known to be down. */
export function useConnection(): boolean {
  const [up, setUp] = useState(true);
  useEffect(() => listen({ connected: () => setUp(true), lost: () => setUp(false) }), []);
  return up;
}
