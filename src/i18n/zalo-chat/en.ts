import type { CodeChoice } from '../../core/command/zalo-text.js';
import { code, numbered, richText } from '../../core/messages/rich-text.js';
import type { ZaloTexts } from './texts.js';

const word: { readonly [C in CodeChoice]: string } = {
  approve: 'approve',
  reject: 'reject',
  cancel: 'cancel',
  take_back: 'take back',
  stop: 'stop',
  retry: 'retry',
  choose: 'choose',
};

export const zaloTexts: ZaloTexts = {
  stranger: (account) =>
    richText`Hello. I do not know you yet, so I did nothing. Please give the bot’s administrator your ID here: ${code(account)}`,
  unconfirmed: richText`Your account is not linked yet, so I did nothing. Please send ${code('/unlink connect')} to the bot in your other chat, then send me here the code that you get.`,
  linked: richText`✅ Your account is linked. From now on you can ask and decide here. ${code('help')} shows how.`,
  alreadyLinked: richText`Your account is linked already.`,
  linkRefused: (why) => {
    switch (why) {
      case 'no_code':
        return richText`There is no such code, or it is over. Please ask for a new one with ${code('/unlink connect')} in your other chat.`;
      case 'wrong':
        return richText`That code is wrong, so nothing was linked. Please look at it again.`;
      case 'too_many':
        return richText`Too many wrong codes, so this one is over. Please ask for a new one with ${code('/unlink connect')} in your other chat.`;
    }
  },
  onlyText: richText`I read only text. ${code('help')} shows what I understand.`,
  unknownCode: richText`I do not know that code, so nothing was done. A code works only for the person who got it.`,
  otherChoice: richText`That code is not for this, so nothing was done. Please look at the newest message about the request.`,
  codeUsed: richText`You have used that code already, so nothing more was done.`,
  stillWorking: richText`I am still working on that; the answer follows.`,
  digitsMissing: (digits, names) =>
    richText`🔐 Nothing was confirmed yet. Please add the last four digits of the ID of ${names.join(', ')}: ${code(`approve ${digits} ${names.map(() => '····').join(' ')}`)}`,
  wrongNumbers: (digits, most) =>
    richText`Please give the numbers on the list, from 1 to ${most}: ${code(`choose ${digits} 1`)}`,
  howTo: (choice, digits, count) => {
    const typed = code(`${word[choice]} ${digits}${choice === 'choose' ? ' 1' : ' ····'.repeat(count)}`);
    switch (choice) {
      case 'approve':
        return count === 0
          ? richText`Confirm: ${typed}`
          : richText`🔐 Confirm, with the last four digits of the ID: ${typed}`;
      case 'reject':
        return richText`Reject: ${typed}, then the reason`;
      case 'cancel':
        return richText`Cancel: ${typed}`;
      case 'take_back':
        return richText`Take back your approval: ${typed}`;
      case 'stop':
        return richText`Stop: ${typed}`;
      case 'retry':
        return richText`Try again: ${typed}`;
      case 'choose':
        return richText`Choose by the numbers on the list: ${typed}`;
    }
  },
  button: {
    approve: 'Confirm',
    reject: 'Reject',
    cancel: 'Cancel',
    take_back: 'Take back my approval',
    stop: 'Stop',
    retry: 'Try again',
    choose: 'Choose',
  },
  word,
  windowEnds: ({ id, expiresAt }, end) =>
    richText`⏰ ${numbered(id)} is still waiting for your decision, until ${{ at: expiresAt }}. After ${{ at: end }} Zalo lets me write to you only once you have written to me again: please decide now, or send me any word.`,
  decideByCode: (requestId) =>
    richText`To decide on ${numbered(requestId)}, please send the word with the code from my message about it.`,
};
