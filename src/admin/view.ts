import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Locale, Messages } from '../i18n/messages.js';
import type { AdminTexts } from '../i18n/record/texts.js';

/** The facts that every page is drawn with. */
export interface View {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly texts: AdminTexts;
  /** The path of this page with its query, without the language. */
  readonly here: string;
  /** Null: nobody is logged in. */
  readonly reader: Reader | null;
  readonly times: Times;
}

export interface Reader {
  /** A chat user id, or `account@host`. */
  readonly user: string;
  readonly name: string;
  /** The mark of forms that this reader may send. */
  readonly formToken: string;
}

export interface Times {
  /** A moment in Viet Nam, to the minute. */
  readonly moment: (at: number) => string;
  /** The same, to the second. */
  readonly second: (at: number) => string;
  /** A day in Viet Nam. */
  readonly day: (at: number) => string;
  /** The same without its year. */
  readonly dayOfMonth: (at: number) => string;
}

export interface AdminEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: { view: View; secret: string };
}

export type AdminContext = Context<AdminEnv>;

const zones = { vi: 'vi-VN', en: 'en-GB' } as const;
const date = { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' } as const;
const formats = {
  vi: formatsOf('vi'),
  en: formatsOf('en'),
};

export function timesIn(locale: Locale): Times {
  return formats[locale];
}

function formatsOf(locale: Locale): Times {
  const day = new Intl.DateTimeFormat(zones[locale], date);
  const time = new Intl.DateTimeFormat(zones[locale], {
    timeZone: date.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const exact = new Intl.DateTimeFormat(zones[locale], {
    timeZone: date.timeZone,
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  });
  return {
    moment: (at) => `${day.format(at)} ${time.format(at)}`,
    second: (at) => `${day.format(at)} ${exact.format(at)}`,
    day: (at) => day.format(at),
    dayOfMonth: (at) => day.format(at).slice(0, '31/12'.length),
  };
}
