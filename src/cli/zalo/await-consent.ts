import { createServer } from 'node:http';

/** The page to which Zalo leads the browser after the consent. */
export interface ConsentPage {
  readonly url: string;
  /** The whole address of the first visit that `read` takes. */
  readonly visited: <T>(read: (address: string) => T | null) => Promise<T>;
  readonly close: () => void;
}

/** Serves a page on this machine alone. */
export async function openConsentPage(port: number): Promise<ConsentPage> {
  const waiting: ((address: string) => boolean)[] = [];
  const server = createServer((request, response) => {
    const address = `${url}${(request.url ?? '/').replace(/^\//u, '')}`;
    const isTaken = waiting.some((take) => take(address));
    response.writeHead(isTaken ? 200 : 400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(
      isTaken
        ? 'Xong. Hãy quay lại cửa sổ dòng lệnh.\nDone. Go back to the terminal.\n'
        : 'Đây không phải là lần đăng nhập đang chờ.\nThis is not the log-in that is awaited.\n',
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : port}/`;
  return {
    url,
    visited: (read) =>
      new Promise((resolve) => {
        waiting.push((address) => {
          const found = read(address);
          if (found !== null) resolve(found);
          return found !== null;
        });
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
