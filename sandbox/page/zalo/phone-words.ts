import type { Phone } from '../../zalo/page-contract.js';

interface PhoneWords {
  readonly youAre: string;
  readonly youAreNow: (name: string) => string;
  readonly chats: string;
  readonly messagesWith: (name: string) => string;
  readonly writeTo: (name: string) => string;
  readonly send: string;
  readonly reply: string;
  readonly replyTo: (name: string) => string;
  readonly noReply: string;
  readonly unread: string;
  readonly notSent: string;
  readonly connecting: string;
  readonly waiting: string;
  readonly about: string;
  readonly tryThis: string;
  readonly picture: string;
  readonly you: string;
}

export const phoneWords: Readonly<Record<Phone['language'], PhoneWords>> = {
  en: {
    youAre: 'You are',
    youAreNow: (name) => `You are now ${name}`,
    chats: 'Chats',
    messagesWith: (name) => `Messages with ${name}`,
    writeTo: (name) => `Message ${name}`,
    send: 'Send',
    reply: 'Reply',
    replyTo: (name) => `Reply to ${name}`,
    noReply: 'Do not reply to this message',
    unread: 'new',
    notSent: 'Not sent: the sandbox does not answer.',
    connecting: 'Connecting…',
    waiting: 'Waiting for the sandbox…',
    about: 'A local stand-in for Zalo. Nothing leaves this machine.',
    tryThis: 'Try this:',
    picture: 'A picture or a sticker',
    you: 'You',
  },
  vi: {
    youAre: 'Bạn là',
    youAreNow: (name) => `Bây giờ bạn là ${name}`,
    chats: 'Trò chuyện',
    messagesWith: (name) => `Tin nhắn với ${name}`,
    writeTo: (name) => `Nhắn cho ${name}`,
    send: 'Gửi',
    reply: 'Trả lời',
    replyTo: (name) => `Trả lời ${name}`,
    noReply: 'Không trả lời tin nhắn này',
    unread: 'mới',
    notSent: 'Chưa gửi được: sandbox không trả lời.',
    connecting: 'Đang kết nối…',
    waiting: 'Đang chờ sandbox…',
    about: 'Zalo giả lập, chạy trên máy này. Không có gì ra khỏi máy.',
    tryThis: 'Thử nhắn:',
    picture: 'Ảnh hoặc nhãn dán',
    you: 'Bạn',
  },
};

export type { PhoneWords };
