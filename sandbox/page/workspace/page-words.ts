import type { User } from '../../slack/page-contract.js';

interface PageWords {
  newMessages: string;
  optional: string;
  toTheMessageField: string;
  toTheContent: string;
  goWrong: string;
  allWell: string;
  readOnly: (app: string) => string;
}

const words: Record<'en' | 'vi', PageWords> = {
  en: {
    newMessages: 'New messages',
    optional: '(optional)',
    toTheMessageField: 'Skip to the message field',
    toTheContent: 'Skip to the content',
    goWrong: 'Make it go wrong',
    allWell: 'All is well again',
    readOnly: (app) => `Sending messages to ${app} is turned off. Type in a channel instead.`,
  },
  vi: {
    newMessages: 'Tin nhắn mới',
    optional: '(không bắt buộc)',
    toTheMessageField: 'Đến ô soạn tin',
    toTheContent: 'Đến nội dung',
    goWrong: 'Gây sự cố',
    allWell: 'Mọi thứ bình thường trở lại',
    readOnly: (app) => `Không gửi được tin nhắn cho ${app}. Hãy gõ trong một kênh.`,
  },
};

/** The person's Slack language if the page knows it, otherwise English. */
export function pageLanguage({ locale }: Pick<User, 'locale'>): 'en' | 'vi' {
  return locale.startsWith('vi') ? 'vi' : 'en';
}

/** The page's own words; Slack's client also has words besides the app's. */
export function pageWords(person: Pick<User, 'locale'>): PageWords {
  return words[pageLanguage(person)];
}
