import type { WorkspaceEvent } from '../../slack/page-contract.js';

const retryMs = 1_500;

export interface EventListener {
  event?: (event: WorkspaceEvent) => void;
  /** Called on every opening: events missed while the connection was down have to be read again. */
  connected?: () => void;
  lost?: () => void;
}

const listeners = new Set<EventListener>();
let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Browsers allow six connections to one server over HTTP/1.1, so the whole page shares one. */
export function listen(listener: EventListener): () => void {
  listeners.add(listener);
  if (source === undefined) open();
  else if (source.readyState === EventSource.OPEN) listener.connected?.();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) shut();
  };
}

function open(): void {
  source = new EventSource('/sandbox/events');
  source.onopen = () => tell((listener) => listener.connected?.());
  source.onmessage = (message) => {
    const event = JSON.parse(message.data) as WorkspaceEvent;
    tell((listener) => listener.event?.(event));
  };
  source.onerror = () => {
    tell((listener) => listener.lost?.());
    // The browser reopens a dropped connection by itself, but gives up on a refused one.
    if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, retryMs);
  };
}

function shut(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}

function tell(say: (listener: EventListener) => void): void {
  for (const listener of [...listeners]) say(listener);
}
