import { personColour } from '../conversation/avatar.js';
import { useConnection } from '../workspace/use-connection.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import { MischiefMenu } from './mischief-menu.js';
import { PersonSwitcher } from './person-switcher.js';

interface TopBarProps {
  sidebarId: string;
  sidebarOpen: boolean;
  onToggleSidebar: () => void;
}

export function TopBar({ sidebarId, sidebarOpen, onToggleSidebar }: TopBarProps) {
  const { state, me } = useWorkspace();
  const connected = useConnection();
  return (
    <header className="top-bar" style={personColour(me.id)}>
      <button
        type="button"
        className="icon-button sidebar-toggle"
        aria-label="Channels"
        aria-expanded={sidebarOpen}
        aria-controls={sidebarId}
        onClick={onToggleSidebar}
      >
        <span aria-hidden="true">☰</span>
      </button>
      <strong className="team-name">{state.team.name}</strong>
      <span className="badge sandbox-badge">SANDBOX</span>
      {!connected && (
        <span className="connection-lost" role="status">
          Connecting…
        </span>
      )}
      <PersonSwitcher />
      <MischiefMenu reader={me} />
    </header>
  );
}
