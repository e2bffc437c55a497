import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The workspace and the app that every server of a bench believes to be. */
export const installation = { team: 'T0BENCH001', app: 'A0BENCH001', botToken: 'xoxb-bench' } as const;
export const signingSecret = 'bench-signing-secret-0123';

export interface SlackStub {
  readonly apiUrl: string;
  close(): Promise<void>;
}

/** A Web API that gives every method one answer, at once: it costs the servers that ask it as little as can be. */
export async function startSlackStub(): Promise<SlackStub> {
  const answerFrom = (host: string) => ({
    ok: true,
    upload_url: `http://${host}/upload`,
    file_id: 'F0BENCH001',
    ts: '1764288000.000100',
    channel: 'C0ZCAOPS01',
    user_id: 'U0BOT00001',
    bot_id: 'B0BENCH001',
    team_id: installation.team,
    bot: { app_id: installation.app },
    user: { id: 'U0BENCH001', name: 'lan', real_name: 'Lan', profile: { display_name: 'lan' } },
  });
  let answer = '';
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  answer = JSON.stringify(answerFrom(`127.0.0.1:${port}`));
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
