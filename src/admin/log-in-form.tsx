import { Layout } from './layout.js';
import type { View } from './view.js';

export const logInPath = '/admin/log-in';
export const slackPath = '/admin/log-in/slack';

/** Why somebody is not in. */
export type Problem = 'wrong' | 'tooMany' | 'notAllowed' | 'failed' | 'again';

interface FormProps {
  readonly view: View;
  readonly next: string;
  readonly problem: Problem | null;
}

/** Leads to Slack. */
export function SlackForm({ view, next, problem }: FormProps) {
  const { logIn } = view.texts;
  return (
    <Layout view={view} title={logIn.title}>
      <div class="narrow">
        <Told view={view} problem={problem} />
        <p>{logIn.slackLead}</p>
        <p class="actions">
          <a class="button primary" href={`${slackPath}?next=${encodeURIComponent(next)}`}>
            {logIn.withSlack}
          </a>
        </p>
      </div>
    </Layout>
  );
}

/** Asks for the pass phrase. */
export function PassphraseForm({ view, token, next, problem }: FormProps & { readonly token: string }) {
  const { logIn } = view.texts;
  return (
    <Layout view={view} title={logIn.title}>
      <form class="narrow" method="post" action={logInPath}>
        <Told view={view} problem={problem} />
        <p>{logIn.passphraseLead}</p>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <label for="passphrase">{logIn.passphrase}</label>
        <input
          id="passphrase"
          name="passphrase"
          type="password"
          autocomplete="current-password"
          maxlength={1_000}
          required
        />
        <p class="actions">
          <button class="primary" type="submit">
            {logIn.submit}
          </button>
        </p>
      </form>
    </Layout>
  );
}

function Told({ view, problem }: { readonly view: View; readonly problem: Problem | null }) {
  return problem === null ? null : (
    <p class="problem" role="alert">
      {view.texts.logIn[problem]}
    </p>
  );
}
