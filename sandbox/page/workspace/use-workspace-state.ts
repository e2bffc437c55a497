import { useCallback, useEffect, useState } from 'react';
import type { WorkspaceState } from '../../slack/page-contract.js';
import { readState } from '../wire/sandbox-api.js';

const retryMs = 1_500;

interface LoadedState {
  state: WorkspaceState | null;
  reload: () => void;
}

/** The people, channels and commands; asks again until the server answers. */
export function useWorkspaceState(): LoadedState {
  const [state, setState] = useState<WorkspaceState | null>(null);
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((n) => n + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to read again
  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    readState().then(
      (answer) => wanted && setState(answer),
      () => {
        if (wanted) retry = setTimeout(reload, retryMs);
      },
    );
    return () => {
      wanted = false;
      clearTimeout(retry);
    };
  }, [attempt, reload]);

  return { state, reload };
}
