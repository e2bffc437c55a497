import type { CallRecord } from './api/call-log.js';
import { assemble } from './assemble.js';
import type { Receipt } from './delivery/letter.js';
import type { DeliveryRecord } from './delivery/post-office.js';
import { deliverRaw, type RawDelivery, redeliver, verifyUrl } from './delivery/raw-door.js';
import type { DisconnectReason } from './delivery/socket-door.js';
import type { Faults } from './faults.js';
import type {
  ActionInput,
  DeliveryReport,
  Message,
  OptionsAnswer,
  OptionsInput,
  PostInput,
  ShortcutInput,
  SubmitInput,
  View,
  WorkspaceState,
} from './page-contract.js';
import { act, type ForgedAction, forgeAction } from './people/act.js';
import { askOptions } from './people/ask-options.js';
import { closeView } from './people/close-view.js';
import { messagesSeen, viewsOf, workspaceState } from './people/look.js';
import { openHome } from './people/open-home.js';
import { say } from './people/say.js';
import { submitView } from './people/submit-view.js';
import { useShortcut } from './people/use-shortcut.js';
import type { Person } from './seed.js';
import { waitFor } from './wait-for.js';
import { listen } from './web/listen.js';
import type { WorkspaceOptions } from './workspace-options.js';

/** A running Slack-compatible workspace. */
export interface Workspace {
  /** `http://127.0.0.1:port`: the page. */
  url: string;
  /** The value for the bot's `slackApiUrl`. */
  apiUrl: string;
  /** Sets the bot's request URL. */
  connect(requestUrl: string): void;
  close(): Promise<void>;

  post(input: PostInput): Promise<DeliveryReport>;
  action(input: ActionInput): Promise<DeliveryReport>;
  options(input: OptionsInput): Promise<OptionsAnswer>;
  shortcut(input: ShortcutInput): Promise<DeliveryReport>;
  home(input: { user: string }): Promise<DeliveryReport>;
  submit(input: SubmitInput): Promise<DeliveryReport>;
  closeView(input: { user: string; view_id: string }): Promise<DeliveryReport>;

  state(): WorkspaceState;
  /** A channel's messages, oldest first; with a user also the ephemeral ones that only they see. */
  messages(channel: string, user?: string): Message[];
  ephemerals(user: string): Message[];
  views(user: string): { modal: View | null; home: View | null };
  /** Every Web API call and response_url post, oldest first. */
  readonly calls: readonly CallRecord[];
  /** Every attempt to tell the app something, oldest first. */
  readonly deliveries: readonly DeliveryRecord[];
  /** The number of the app's Socket Mode connections. */
  connections(): number;
  /** Waits for a state: looks at once and after every change. Rejects after `timeoutMs` (a minute). */
  waitFor<Found>(look: () => Found | undefined | null | false, timeoutMs?: number): Promise<Found>;
  /** Waits until no delivery and no retry is pending. */
  idle(): Promise<void>;

  /** The faults that the next calls meet. */
  readonly faults: Faults;
  /** Changes a person's fields: `locale`, `tz`, `is_restricted`, `is_stranger`, `is_bot` … */
  setPerson(id: string, changes: Partial<Omit<Person, 'id'>>): void;
  /** Adds a person to the workspace and these channels; an ordinary one unless the fields say otherwise. */
  addPerson(person: Pick<Person, 'id'> & Partial<Person>, channels?: string[]): Person;
  /** Sets the members of a user group or a channel, as an administrator would. */
  setUsergroup(id: string, users: string[]): void;
  setMembers(channel: string, members: string[]): void;
  /** Sends any bytes, with a valid or an invalid signature. */
  deliver(body: string, delivery?: RawDelivery): Promise<Receipt>;
  /** Sends the same bytes and headers again. */
  redeliver(record: DeliveryRecord): Promise<Receipt>;
  /** Sends an action that no honest client would, with a valid signature. */
  forgeAction(forged: ForgedAction): Promise<DeliveryReport>;
  /** Slack's check of a request URL: true when the app returned the challenge. */
  verifyUrl(): Promise<boolean>;
  /** Ends the Socket Mode connections as Slack does. */
  disconnect(reason: DisconnectReason): void;
}

/** Starts a workspace that listens on 127.0.0.1 until it is closed. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const parts = assemble(options);
  const server = await listen(parts.options.port, parts.app, parts.socketDoor);
  parts.address.origin = server.url;
  const { world, office, post, calls, faults, socketDoor, address, raw } = parts;
  const { directory, board, news } = world;
  return {
    url: server.url,
    apiUrl: `${server.url}/api/`,
    connect(requestUrl) {
      address.requestUrl = requestUrl;
    },
    async close() {
      post.close();
      socketDoor.close();
      await server.close();
    },
    post: (input) => say(input, office),
    action: (input) => act(input, office),
    options: (input) => askOptions(input, office),
    shortcut: (input) => useShortcut(input, office),
    home: (input) => openHome(input, office),
    submit: (input) => submitView(input, office),
    closeView: (input) => closeView(input, office),
    state: () => workspaceState(world),
    messages: (channel, user) => messagesSeen(channel, user, world),
    ephemerals: (user) => board.ephemeralTo(user),
    views: (user) => viewsOf(user, world),
    calls: calls.records,
    deliveries: post.records,
    connections: () => socketDoor.connections(),
    waitFor: (look, timeoutMs = 60_000) =>
      waitFor(look, timeoutMs, news, () => `last calls: ${lastCalls(calls.records)}`),
    idle: () => post.idle(),
    faults,
    setPerson: (id, changes) => directory.setPerson(id, changes),
    addPerson: (person, channels) => directory.addPerson(person, channels),
    setUsergroup: (id, users) => directory.setUsergroup(id, users),
    setMembers: (channelId, members) => directory.setMembers(channelId, members),
    deliver: (body, delivery = {}) => deliverRaw(body, delivery, raw),
    redeliver: (record) => redeliver(record, raw),
    forgeAction: (forged) => forgeAction(forged, office),
    verifyUrl: () => verifyUrl(raw, world.secrets.verificationToken),
    disconnect: (reason) => socketDoor.disconnect(reason),
  };
}

function lastCalls(records: readonly CallRecord[]): string {
  const last = records.slice(-5).map(({ method, outcome }) => `${method} → ${outcome}`);
  return last.join(', ') || 'none';
}
