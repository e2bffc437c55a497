import { useEffect, useId, useState } from 'react';
import type { Channel } from '../../slack/page-contract.js';
import { AppHome } from '../views/app-home.js';
import { ModalView } from '../views/modal-view.js';
import { openHome } from '../wire/sandbox-api.js';
import { useAddress } from '../workspace/address.js';
import { type Notice, useNotices } from '../workspace/use-notices.js';
import { useUnread } from '../workspace/use-unread.js';
import { useViews } from '../workspace/use-views.js';
import { directMessage, isDirect, useWorkspace, visibleChannels } from '../workspace/workspace-context.js';
import { OpenChannel } from './open-channel.js';
import { Sidebar } from './sidebar.js';
import { SkipLink } from './skip-link.js';
import { TopBar } from './top-bar.js';

/** The place the URL asks for, as far as this person may see it. */
function usePlace(): { place: string; channel: Channel | undefined } {
  const workspace = useWorkspace();
  const { state, me } = workspace;
  const asked = useAddress().channel;
  const open = visibleChannels(workspace);
  const direct = state.channels.some((channel) => channel.id === asked && isDirect(channel));
  if (asked === 'home') return { place: 'home', channel: undefined };
  // After a change of person, a direct message's id belongs to somebody else.
  if (asked === 'dm' || direct) return { place: 'dm', channel: directMessage(workspace) };
  const channel =
    open.find(({ id }) => id === asked) ?? open.find(({ members }) => members.includes(me.id)) ?? open[0];
  return { place: channel?.id ?? '', channel };
}

export function WorkspacePage() {
  const { me } = useWorkspace();
  const sidebarId = useId();
  const [sidebarOpen, setSidebarOpen] = useState(false);
  const { place, channel } = usePlace();
  const unread = useUnread(channel?.id ?? place, me.id);
  const views = useViews(me.id);
  const { notices, report, dismiss } = useNotices(me.id);
  const at = (where: string): Notice[] => notices.filter((notice) => notice.place === where);
  const closeSidebar = () => {
    setSidebarOpen(false);
    document.querySelector<HTMLElement>('.sidebar-toggle')?.focus();
  };
  const talk = { report, onDismiss: dismiss };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the keyboard of the menu inside
    <div className="shell" onKeyDown={(event) => event.key === 'Escape' && sidebarOpen && closeSidebar()}>
      <SkipLink />
      <TopBar
        sidebarId={sidebarId}
        sidebarOpen={sidebarOpen}
        onToggleSidebar={() => setSidebarOpen(!sidebarOpen)}
      />
      <div className="shell-body">
        <Sidebar
          id={sidebarId}
          place={place}
          unread={unread}
          open={sidebarOpen}
          onLeave={() => setSidebarOpen(false)}
        />
        {place === 'home' && <AppHome home={views.home} notices={at('home')} {...talk} />}
        {place === 'dm' && channel === undefined && <OpeningDirectMessage />}
        {channel && <OpenChannel channel={channel} notices={at(channel.id)} {...talk} />}
      </div>
      {views.modal && (
        <ModalView
          key={views.modal.id}
          view={views.modal}
          notices={at(views.modal.id)}
          onReport={(answer) => report(answer, views.modal?.id ?? '')}
          onDismiss={dismiss}
        />
      )}
    </div>
  );
}

/** Slack opens the app's direct message together with its Home. */
function OpeningDirectMessage() {
  const { me, reload } = useWorkspace();
  useEffect(() => {
    void openHome(me.id).then(reload);
  }, [me.id, reload]);
  return <main className="starting">Opening the conversation…</main>;
}
