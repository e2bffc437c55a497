import type { DeliveryReport, PostInput } from '../page-contract.js';
import type { World } from '../world.js';
import { applyAcknowledgement } from './acknowledgement.js';
import type { Office } from './office.js';
import { nothingSent, reportOf } from './report.js';

/** A person runs a slash command. */
export async function runCommand(input: PostInput, office: Office): Promise<DeliveryReport> {
  const { command, text } = splitCommand(input.text);
  const refusal = refuseCommand(command, input, office.world);
  if (refusal !== null) return nothingSent(refusal);
  const receipt = await office.post.send({
    kind: 'slash_commands',
    body: commandPayload({ ...input, command, text }, office.world),
  });
  const failed = (error: string) => `${command} failed with the error "${error}"`;
  const report = reportOf(receipt, failed);
  if (!report.ok) return report;
  const answered = applyAcknowledgement(receipt, { user: input.user, channel: input.channel }, office.world);
  return answered ? report : { ...report, ok: false, notice: failed('invalid_command_response') };
}

/** The fields of a slash command. docs.slack.dev/interactivity/implementing-slash-commands */
function commandPayload(
  input: { user: string; channel: string; command: string; text: string },
  world: World,
): Record<string, unknown> {
  const { directory } = world;
  const { team, bot } = directory;
  return {
    token: world.secrets.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: input.channel,
    channel_name: directory.channel(input.channel)?.name ?? '',
    user_id: input.user,
    user_name: directory.user(input.user)?.name ?? '',
    command: input.command,
    text: input.text,
    api_app_id: bot.app_id,
    is_enterprise_install: 'false',
    response_url: world.responseUrls.issue('commands', { user: input.user, channel: input.channel }),
    trigger_id: world.triggers.issue(input.user, input.channel),
  };
}

function splitCommand(typed: string): { command: string; text: string } {
  const [command = ''] = typed.split(/\s/, 1);
  return { command, text: typed.slice(command.length).trim() };
}

function refuseCommand(command: string, input: PostInput, { directory }: World): string | null {
  if (!directory.commands.some((known) => known.command === command))
    return `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`;
  return input.thread_ts === undefined ? null : `${command} is not supported in threads. Sorry!`;
}
