import { requestIdIn } from '../core/messages/alert.js';
import type { RecordedAlert } from '../flow/ports/alerts.js';
import type { AlertWords } from '../i18n/alert/texts.js';
import type { Messages } from '../i18n/messages.js';
import type { AdminPorts } from './admin-ports.js';
import { Layout } from './layout.js';
import { Rich } from './rich.js';
import type { View } from './view.js';

/** The newest alerts. Rejects if the store does not answer. */
export async function alertsPage(view: View, ports: AdminPorts) {
  const alerts = await ports.alerts.newest();
  const { texts, messages, times } = view;
  const told = alerts.flatMap(({ alert, at }) => {
    const words = wordsOf(alert, messages);
    return words === null ? [] : [{ at, words, request: requestIdIn(alert) }];
  });
  const names = new Map<string, string>();
  return (
    <Layout view={view} title={texts.pages.alerts}>
      <p class="lead">{texts.alerts.lead}</p>
      {told.length === 0 ? <p class="empty">{texts.alerts.none}</p> : null}
      <ol class="story">
        {told.map(({ at, words, request }) => (
          <li>
            <time datetime={new Date(at).toISOString()}>{times.moment(at)}</time>
            <div>
              <strong>
                <Rich view={view} text={words.what} names={names} />
              </strong>
              <p>
                <Rich view={view} text={words.please} names={names} />{' '}
                {request === null ? null : <a href={`/admin/requests/${request}`}>{request}</a>}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Layout>
  );
}

/** Null: another version of the bot raised it, and its words are not known here. */
function wordsOf(alert: RecordedAlert['alert'], { alert: { about } }: Messages): AlertWords | null {
  try {
    const tell = new Map(Object.entries(about)).get(alert.type) as
      | ((each: typeof alert) => AlertWords)
      | undefined;
    return tell?.(alert) ?? null;
  } catch {
    return null;
  }
}
