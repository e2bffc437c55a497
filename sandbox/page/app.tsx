import { useEffect, useRef } from 'react';
import type { User, WorkspaceState } from '../slack/page-contract.js';
import { ConfirmHost } from './elements/confirm-dialog.js';
import { WorkspacePage } from './shell/workspace-page.js';
import { listen } from './wire/events.js';
import { useAddress } from './workspace/address.js';
import { useWorkspaceState } from './workspace/use-workspace-state.js';
import { WorkspaceProvider } from './workspace/workspace-context.js';

function chosenPerson(state: WorkspaceState, id: string | null): User | undefined {
  const people = state.users.filter((user) => !user.is_bot);
  return people.find((user) => user.id === id) ?? people[0];
}

/** A message in an unknown channel means that the app has opened one. */
function useNewChannels(state: WorkspaceState | null, reload: () => void): void {
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    known.current = new Set(state?.channels.map(({ id }) => id));
  }, [state]);

  useEffect(
    () =>
      listen({
        connected: reload,
        event: (event) => {
          if (event.type === 'message' && !known.current.has(event.message.channel)) reload();
        },
      }),
    [reload],
  );
}

export function App() {
  const { state, reload } = useWorkspaceState();
  const address = useAddress();
  useNewChannels(state, reload);

  if (state === null) {
    return (
      <p className="starting" role="status">
        Waiting for the sandbox server…
      </p>
    );
  }
  const me = chosenPerson(state, address.as);
  if (me === undefined) return <p className="starting">The workspace has no people.</p>;
  return (
    <WorkspaceProvider value={{ state, me, reload }}>
      <ConfirmHost>
        <WorkspacePage />
      </ConfirmHost>
    </WorkspaceProvider>
  );
}
