import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { locales } from '../i18n/messages.js';
import { adminPages } from '../i18n/record/texts.js';
import { styleAddress } from './style.js';
import type { View } from './view.js';

/** The languages by their own names. */
const languageNames = { vi: 'Tiếng Việt', en: 'English' } as const;

/** A whole page. `title` is its heading too. */
export function Layout({
  view,
  title,
  children,
}: {
  readonly view: View;
  readonly title: string;
  readonly children?: Child;
}) {
  const { texts, locale, reader } = view;
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>{`${title} · ${texts.name}`}</title>
          <link rel="stylesheet" href={styleAddress} />
          <link rel="icon" href="/admin/icon.svg" type="image/svg+xml" />
        </head>
        <body>
          <a class="skip" href="#content">
            {texts.toContent}
          </a>
          <header>
            <div class="bar">
              <a class="name" href="/admin">
                {texts.name}
              </a>
              <Languages view={view} />
              {reader === null ? null : <LogOut view={view} />}
            </div>
            {reader === null ? null : <Menu view={view} />}
          </header>
          <main id="content" tabindex={-1}>
            <h1>{title}</h1>
            {children}
          </main>
        </body>
      </html>
    </>
  );
}

function Menu({ view: { texts, here } }: { readonly view: View }) {
  const [, , current = ''] = here.split(/[/?]/u);
  return (
    <nav aria-label={texts.menu}>
      <ul>
        {adminPages.map((page) => (
          <li>
            <a href={`/admin/${page}`} aria-current={page === current ? 'page' : undefined}>
              {texts.pages[page]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Languages({ view: { locale, here, texts } }: { readonly view: View }) {
  return (
    <ul class="languages" aria-label={texts.language}>
      {locales.map((each) => (
        <li>
          {each === locale ? (
            <span aria-current="true" lang={each}>
              {languageNames[each]}
            </span>
          ) : (
            <a href={`${here}${here.includes('?') ? '&' : '?'}lang=${each}`} lang={each} hreflang={each}>
              {languageNames[each]}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function LogOut({ view: { texts, reader } }: { readonly view: View }) {
  return (
    <form class="log-out" method="post" action="/admin/log-out">
      <input type="hidden" name="token" value={reader?.formToken} />
      <span>{reader?.name}</span>
      <button type="submit">{texts.logOut}</button>
    </form>
  );
}

/** A page that only says why there is nothing else. */
export function NoticePage({
  view,
  notice,
}: {
  readonly view: View;
  readonly notice: keyof View['texts']['notices'];
}) {
  const { title, text } = view.texts.notices[notice];
  return (
    <Layout view={view} title={title}>
      <p>{text}</p>
      {view.reader === null ? null : (
        <p>
          <a href="/admin/requests">{view.texts.story.back}</a>
        </p>
      )}
    </Layout>
  );
}
