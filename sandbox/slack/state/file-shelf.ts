import { newId, newSecret } from './ids.js';

/** A file that an app announced and uploads later. */
export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  length: number;
  /** A screen reader reads this in place of a picture. */
  alt_txt?: string | undefined;
  /** Text as it is; anything else as a data: URL. */
  content?: string;
}

const fileTypes: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  png: 'image/png',
};

/** Files between their upload address and their sharing. */
export class FileShelf {
  readonly #files = new Map<string, StoredFile>();
  readonly #tickets = new Map<string, StoredFile>();

  announce(name: string, length: number, alt_txt?: string): { file: StoredFile; ticket: string } {
    const mimetype = fileTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    const file: StoredFile = { id: newId('F'), name, title: name, mimetype, length, alt_txt };
    const ticket = newSecret();
    this.#files.set(file.id, file);
    this.#tickets.set(ticket, file);
    return { file, ticket };
  }

  /** Takes the bytes for a ticket; false when the ticket or the length is wrong. */
  upload(ticket: string, bytes: Buffer): boolean {
    const file = this.#tickets.get(ticket);
    if (!file || bytes.length !== file.length) return false;
    const isText = file.mimetype !== 'image/png';
    file.content = isText ? bytes.toString('utf8') : `data:image/png;base64,${bytes.toString('base64')}`;
    return true;
  }

  find(id: string): StoredFile | null {
    return this.#files.get(id) ?? null;
  }
}
