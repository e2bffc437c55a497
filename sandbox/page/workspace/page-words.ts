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

/** What the page itself says where Slack's client speaks the person's language. */
export function pageWords({ locale }: Pick<User, 'locale'>): PageWords {
  return words[locale.startsWith('vi') ? 'vi' : 'en'];
}
