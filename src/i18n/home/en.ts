import { bold, code, phrase } from '../../core/messages/rich-text.js';
import { counted } from '../words/en.js';
import type { HomeTexts } from './texts.js';

const number = new Intl.NumberFormat('en');
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'Asia/Ho_Chi_Minh',
});

export const homeTexts: HomeTexts = {
  toDecide: 'Waiting for you',
  nothingToDecide: phrase`Nothing is waiting for your decision.`,
  moreToDecide: (count) =>
    phrase`… and ${counted(count, 'more request', 'more requests')}, shown here once these are decided. ${code('/unlink pending')} lists them all.`,
  permissionUnreadable: phrase`⚠️ I could not read from Slack whether you may decide, so requests may be missing here. Please open this page again in a minute; if it stays so, tell the bot’s administrator.`,
  tooMuchForHere: (count) =>
    phrase`This request has ${number.format(count)} items, too many to show here. Please confirm it on its card.`,
  nothingChosen: phrase`Nothing is ticked yet. Please tick on its card what is to be unlinked.`,
  openCard: (id) => `open the card of ${id}`,
  own: 'Your requests',
  newRequest: 'New request…',
  noneOwn: phrase`You have not asked for anything yet. Type ${code('/unlink')} in a channel to begin.`,
  outcomes: 'What was done last',
  noOutcomes: phrase`Nothing yet.`,
  weeks: 'Unlinks per week',
  perWeek: (weeks) => {
    const dates = weeks.map(({ from }) => day.format(from));
    const numbers = weeks.map(({ unlinked }) => number.format(unlinked));
    const all = weeks.reduce((sum, { unlinked }) => sum + unlinked, 0);
    return phrase`Weeks from ${dates.at(0) ?? ''} to ${dates.at(-1) ?? ''} (this week): ${numbers.join(', ')}. Total: ${bold(number.format(all))}.`;
  },
};
