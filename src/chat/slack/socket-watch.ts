import type { SocketModeReceiver } from '@slack/bolt';

type SocketClient = SocketModeReceiver['client'];

/** What the client says when its socket is, or is about to be, no more. */
const ends = ['close', 'reconnecting', 'disconnecting', 'disconnected'] as const;

/** Whether Slack has a socket to deliver into. */
export class SocketWatch {
  #isOpen = false;

  constructor(socket: SocketClient) {
    socket.on('connected', () => {
      this.#isOpen = true;
    });
    for (const end of ends)
      socket.on(end, () => {
        this.#isOpen = false;
      });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
}
