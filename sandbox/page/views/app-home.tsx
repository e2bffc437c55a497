import { useEffect } from 'react';
import type { View } from '../../slack/page-contract.js';
import { BlockList } from '../blocks/block-list.js';
import { SurfaceProvider } from '../blocks/surface.js';
import { useContainerSurface } from '../blocks/use-container-surface.js';
import { NoticeLine } from '../conversation/notice-line.js';
import { openHome } from '../wire/sandbox-api.js';
import type { Notice, Report } from '../workspace/use-notices.js';
import { useWorkspace } from '../workspace/workspace-context.js';

interface AppHomeProps {
  home: View | null;
  notices: Notice[];
  report: Report;
  onDismiss: (id: number) => void;
}

export function AppHome({ home, notices, report, onDismiss }: AppHomeProps) {
  const { state, me, reload } = useWorkspace();

  useEffect(() => {
    void openHome(me.id).then((answer) => {
      report(answer, 'home');
      reload(); // opening the app also opens its direct messages
    });
  }, [me.id, report, reload]);

  return (
    <main className="conversation" aria-label="App Home">
      <header className="conversation-head">
        <h1>{state.bot.name}</h1>
        <p>App Home</p>
      </header>
      <div className="home-body">
        {home === null ? (
          <p className="home-empty">
            {state.bot.name} has not published a Home for {me.real_name} yet.
          </p>
        ) : (
          <HomeBlocks key={home.id} home={home} report={report} />
        )}
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onDismiss={onDismiss} />
        ))}
      </div>
    </main>
  );
}

function HomeBlocks({ home, report }: { home: View; report: Report }) {
  const { me } = useWorkspace();
  const surface = useContainerSurface({
    user: me.id,
    container: { type: 'view', view_id: home.id },
    blocks: home.blocks,
    heading: 'h2',
    onReport: (answer) => report(answer, 'home'),
  });
  return (
    <SurfaceProvider value={surface}>
      <BlockList blocks={home.blocks} />
    </SurfaceProvider>
  );
}
