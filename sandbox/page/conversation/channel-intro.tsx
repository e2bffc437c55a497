import type { Channel } from '../../slack/page-contract.js';
import { ThingsToTry } from '../shell/things-to-try.js';
import { isDirect, useWorkspace } from '../workspace/workspace-context.js';
import { suggest } from './suggest.js';

/** The beginning of a conversation, the first place a newcomer looks. */
export function ChannelIntro({ channel, title }: { channel: Channel; title: string }) {
  const { state } = useWorkspace();
  const botIsHere = channel.members.includes(state.bot.user_id);
  return (
    <div className="intro">
      <h2>{title}</h2>
      <p>
        {isDirect(channel)
          ? `This is your conversation with ${state.bot.name}.`
          : `This is the very beginning of ${title}. ${botIsHere ? '' : `${state.bot.name} is not in this channel.`}`}
      </p>
      {botIsHere && !isDirect(channel) && <ThingsToTry onTry={suggest} />}
    </div>
  );
}
