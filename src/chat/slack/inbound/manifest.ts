import { unlinkCommand } from './commands.js';
import { shortcutId } from './dialogs/form.js';

/** The path of all Slack deliveries over HTTP: commands, actions and events. */
export const endpoint = '/slack/events';

/** Slack delivers everything to one address, or into a socket that the bot opens. */
export type ManifestDoor =
  | { readonly type: 'http'; readonly requestUrl: string }
  | { readonly type: 'socket' };

/** The scopes that the bot's calls and events need, and no others. */
export const botScopes = [
  'commands', // `/unlink` and the shortcut
  'app_mentions:read', // `@zca-unlink unlink …`
  'chat:write', // cards, results, private answers
  'files:write', // the result as a file, when a message cannot hold it
  'channels:history', // to find the bot's own post after a lost answer, in public channels
  'groups:history', // the same in private channels
  'usergroups:read', // to read the members of an approvers' group
  'users:read', // to read a person's language, and whether they are a guest or deactivated
] as const;

type BotEvent = 'app_mention' | 'app_home_opened';

/** The parts of docs.slack.dev/reference/app-manifest that the bot uses. */
export interface SlackManifest {
  readonly _metadata: { readonly major_version: 1 };
  readonly display_information: { readonly name: string; readonly description: string };
  readonly features: {
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly shortcuts: readonly {
      readonly name: string;
      readonly type: 'global';
      readonly callback_id: string;
      readonly description: string;
    }[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly url?: string;
      readonly description: string;
      readonly usage_hint: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly (typeof botScopes)[number][] } };
  readonly settings: {
    readonly interactivity: {
      readonly is_enabled: boolean;
      readonly request_url?: string;
      /** Slack loads the options of menus from here. */
      readonly message_menu_options_url?: string;
    };
    readonly event_subscriptions: {
      readonly request_url?: string;
      readonly bot_events: readonly BotEvent[];
    };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

const name = 'zca-unlink';
const description = 'Unlink Zalo Official Accounts and apps from a Zalo Cloud Account, with approval';

/** The Slack app's manifest. */
export function manifestOf({ door }: { readonly door: ManifestDoor }): SlackManifest {
  const http = door.type === 'http' ? door : null;
  return {
    _metadata: { major_version: 1 },
    display_information: { name, description },
    features: {
      app_home: {
        home_tab_enabled: true,
        // The bot sends direct messages where it may not post in the channel; it reads none.
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: name, always_online: true },
      shortcuts: [
        {
          name: 'Unlink an asset',
          type: 'global',
          callback_id: shortcutId,
          description: 'Ask to unlink OAs or apps, in a form',
        },
      ],
      slash_commands: [
        {
          command: unlinkCommand,
          ...(http && { url: http.requestUrl }),
          description: 'Unlink an OA or an app from the ZCA',
          usage_hint: '<oa|app> <id or name> [-- reason], or help, or nothing for a form',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: botScopes } },
    settings: {
      interactivity: {
        is_enabled: true,
        ...(http && { request_url: http.requestUrl, message_menu_options_url: http.requestUrl }),
      },
      event_subscriptions: {
        ...(http && { request_url: http.requestUrl }),
        bot_events: ['app_mention', 'app_home_opened'],
      },
      org_deploy_enabled: false,
      socket_mode_enabled: http === null,
      token_rotation_enabled: false,
    },
  };
}
