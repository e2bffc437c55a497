import { Redis } from 'ioredis';

type Send = Parameters<Redis['sendCommand']>;

/**
 * A client that writes all commands of one turn of the event loop at once, in the order they were given: under load,
 * one system call for some hundred commands.
 */
export class BatchingRedis extends Redis {
  override sendCommand(...[command, stream]: Send): unknown {
    const { stream: socket } = this;
    if (socket?.writable && socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    return super.sendCommand(command, stream);
  }
}
