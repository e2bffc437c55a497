import type { ReactNode } from 'react';
import { Avatar } from '../conversation/avatar.js';
import { addressUrl, goTo } from '../workspace/address.js';
import { directMessage, useWorkspace, visibleChannels } from '../workspace/workspace-context.js';
import { AboutSandbox } from './about-sandbox.js';

interface SidebarProps {
  id: string;
  /** A channel id, `home` or `dm`. */
  place: string;
  unread: ReadonlySet<string>;
  open: boolean;
  onLeave: () => void;
}

export function Sidebar({ id, place, unread, open, onLeave }: SidebarProps) {
  const workspace = useWorkspace();
  const { state } = workspace;
  const direct = directMessage(workspace)?.id ?? '';
  const line = (channel: string) => ({
    channel,
    current: channel === place,
    unread: unread.has(channel),
    onLeave,
  });

  return (
    <nav id={id} className={open ? 'sidebar sidebar-open' : 'sidebar'} aria-label="Channels and messages">
      <h2>Channels</h2>
      <ul>
        {visibleChannels(workspace).map((channel) => (
          <PlaceLine key={channel.id} {...line(channel.id)}>
            <span className="sidebar-mark" aria-hidden="true">
              {channel.is_private === true ? '🔒' : '#'}
            </span>
            {channel.name}
          </PlaceLine>
        ))}
      </ul>
      <h2>Direct messages</h2>
      <ul>
        <PlaceLine {...line('dm')} unread={unread.has(direct)}>
          <Avatar id={state.bot.user_id} small />
          {state.bot.name}
        </PlaceLine>
      </ul>
      <h2>Apps</h2>
      <ul>
        <PlaceLine {...line('home')}>
          <span className="sidebar-mark" aria-hidden="true">
            ⌂
          </span>
          App Home
        </PlaceLine>
      </ul>
      <div className="sidebar-foot">
        <AboutSandbox />
      </div>
    </nav>
  );
}

interface PlaceLineProps {
  channel: string;
  current: boolean;
  unread: boolean;
  onLeave: () => void;
  children: ReactNode;
}

function PlaceLine({ channel, current, unread, onLeave, children }: PlaceLineProps) {
  return (
    <li>
      <a
        className={unread ? 'sidebar-line sidebar-line-unread' : 'sidebar-line'}
        href={addressUrl({ channel, thread: null })}
        aria-current={current ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new window or tab
          event.preventDefault();
          goTo({ channel, thread: null });
          onLeave();
        }}
      >
        {children}
        {unread && <span className="visually-hidden">unread</span>}
      </a>
    </li>
  );
}
