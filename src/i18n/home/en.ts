import { bold, code, richText } from '../../core/messages/rich-text.js';
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
  nothingToDecide: richText`Nothing is waiting for your decision.`,
  moreToDecide: (count) =>
    richText`… and ${counted(count, 'more request', 'more requests')}, shown here once these are decided. ${code('/unlink pending')} lists them all.`,
  permissionUnreadable: richText`⚠️ I could not read from Slack whether you may decide, so requests may be missing here. Please open this page again in a minute; if it stays so, tell the bot’s administrator.`,
  tooMuchForHere: (count) =>
    richText`This request has ${number.format(count)} items, too many to show here. Please confirm it on its card.`,
  nothingChosen: richText`Nothing is ticked yet. Please tick on its card what is to be unlinked.`,
  openCard: (id) => `open the card of ${id}`,
  own: 'Your requests',
  newRequest: 'New request…',
  noneOwn: richText`You have not asked for anything yet. Type ${code('/unlink')} in a channel to begin.`,
  outcomes: 'Recent results',
  noOutcomes: richText`Nothing yet.`,
  weeks: 'Unlinks per week',
  perWeek: (weeks) => {
    const dates = weeks.map(({ from }) => day.format(from));
    const numbers = weeks.map(({ unlinked }) => number.format(unlinked));
    const all = weeks.reduce((sum, { unlinked }) => sum + unlinked, 0);
    return richText`Weeks from ${dates.at(0) ?? ''} to ${dates.at(-1) ?? ''} (this week): ${numbers.join(', ')}. Total: ${bold(number.format(all))}.`;
  },
};
