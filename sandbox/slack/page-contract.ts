/**
 * The HTTP protocol between the workspace page and the workspace server, under `/sandbox`.
 * Types only: the page imports nothing else from the server.
 *
 * GET  /sandbox/state                          → WorkspaceState
 * GET  /sandbox/messages?channel=C…&user=U…    → Message[] (oldest first; with the ephemeral ones only `user` sees)
 * GET  /sandbox/views?user=U…                  → { modal: View | null, home: View | null }
 * GET  /sandbox/events                         → server-sent events, each `data:` a WorkspaceEvent
 * POST /sandbox/post      PostInput            → DeliveryReport
 * POST /sandbox/action    ActionInput          → DeliveryReport
 * POST /sandbox/options   OptionsInput         → OptionsAnswer (asks the app: block_suggestion)
 * POST /sandbox/shortcut  ShortcutInput        → DeliveryReport
 * POST /sandbox/home      { user }             → DeliveryReport (app_home_opened)
 * POST /sandbox/submit    SubmitInput          → DeliveryReport with `errors` (block_id → text) when the app refuses
 * POST /sandbox/close     { user, view_id }    → DeliveryReport
 * GET  /sandbox/switches                       → Switch[]; PUT /sandbox/switches/<key> turns one on, DELETE all off
 * A wrong input answers 400 { error: string }.
 */

/** A fault that a person at the page can turn on, named in the page's two languages. */
export interface Switch {
  readonly key: string;
  readonly words: { readonly en: string; readonly vi: string };
  readonly isOn: boolean;
}

export interface WorkspaceState {
  team: { id: string; name: string; domain: string };
  bot: {
    user_id: string;
    bot_id: string;
    app_id: string;
    name: string;
    /** People cannot write in the app's direct message, as its manifest says. */
    messages_read_only: boolean;
  };
  users: User[];
  channels: Channel[];
  usergroups: { id: string; handle: string; name: string; users: string[] }[];
  /** Slash commands and global shortcuts the app registered. */
  commands: { command: string; description: string; usage_hint: string }[];
  shortcuts: { callback_id: string; name: string }[];
}

export interface User {
  id: string;
  name: string;
  real_name: string;
  /** The person's role in the demo, e.g. "approver"; shown beside the name. */
  role: string;
  locale: string;
  tz: string;
  is_bot: boolean;
  /** A guest. */
  is_restricted: boolean;
  is_stranger: boolean;
}

export interface Channel {
  id: string;
  name: string;
  topic: string;
  is_ext_shared: boolean;
  /** Private: the bot sees it only as a member. */
  is_private?: boolean;
  members: string[];
}

export interface Message {
  ts: string;
  channel: string;
  /** Author's user id (the bot's user id for the app). */
  user: string;
  text: string;
  blocks: Block[];
  thread_ts?: string;
  reply_count?: number;
  edited?: { ts: string };
  /** Set when only this user sees the message. */
  ephemeral_to?: string;
  metadata?: unknown;
  files?: { id: string; name: string; title: string; mimetype: string; content: string; alt_txt?: string }[];
}

/** A Block Kit block as the app sent it. */
export type Block = { type: string; block_id?: string } & Record<string, unknown>;

export interface View {
  id: string;
  type: 'modal' | 'home';
  callback_id: string;
  title?: string;
  submit?: string;
  close?: string;
  blocks: Block[];
  private_metadata: string;
  hash: string;
}

export interface Option {
  text: { type: string; text: string };
  value: string;
  description?: { type: string; text: string };
}

export type WorkspaceEvent =
  | { type: 'message'; message: Message }
  | { type: 'message_changed'; message: Message }
  | { type: 'message_deleted'; channel: string; ts: string }
  | { type: 'view'; user: string; modal: View | null; home: View | null };

export interface PostInput {
  user: string;
  channel: string;
  /** A leading `/` makes it a slash command; `@<bot name>` becomes a mention that the app receives. */
  text: string;
  thread_ts?: string;
}

export interface ActionInput {
  user: string;
  /** The element's container: a message, or a view. */
  container: { type: 'message'; channel: string; message_ts: string } | { type: 'view'; view_id: string };
  block_id: string;
  action_id: string;
  /** The person's choice, for elements that hold one; the server takes a button's value from its own copy. */
  selected?: Option[];
  /** The typed text, for inputs that dispatch while typing. */
  typed?: string;
}

export interface OptionsInput {
  user: string;
  container: ActionInput['container'];
  block_id: string;
  action_id: string;
  value: string;
}

/** The options an app offers in an external select: all of them in order, and its groups if it gave any. */
export interface OptionsAnswer {
  options: Option[];
  option_groups?: { label: Option['text']; options: Option[] }[];
}

export interface ShortcutInput {
  user: string;
  callback_id: string;
  /** The conversation the person is viewing. */
  channel?: string;
}

export interface SubmitInput {
  user: string;
  view_id: string;
  /** Slack's own shape: block_id → action_id → element state. */
  state: { values: Record<string, Record<string, Record<string, unknown>>> };
}

export interface DeliveryReport {
  /** True when the app answered 200 within Slack's 3 seconds. */
  ok: boolean;
  /** The app's HTTP status; null when it did not answer. Socket Mode: 200 once acknowledged. */
  status: number | null;
  elapsed_ms: number;
  /** Slack's own words to the person when the delivery failed, e.g. "/unlink failed with the error “operation_timeout”". */
  notice?: string;
  errors?: Record<string, string>;
}
