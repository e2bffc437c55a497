import { newId, newSecret } from './ids.js';

/** A file an app announced, and later uploaded. */
export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  length: number;
  /** Read aloud in place of a picture. */
  alt_txt?: string | undefined;
  /** Text as it is; of anything else a data: URL. */
  content?: string;
}

/** Files between "give me an address" and "share it". */
export interface FileShelf {
  announce(name: string, length: number, alt_txt?: string): { file: StoredFile; ticket: string };
  /** Takes the bytes for a ticket; false when the ticket or the length is wrong. */
  upload(ticket: string, bytes: Buffer): boolean;
  find(id: string): StoredFile | undefined;
}

const fileTypes: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  png: 'image/png',
};

/** No files yet. */
export function createFileShelf(): FileShelf {
  const files = new Map<string, StoredFile>();
  const tickets = new Map<string, StoredFile>();
  return {
    announce(name, length, alt_txt) {
      const mimetype = fileTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const file: StoredFile = { id: newId('F'), name, title: name, mimetype, length, alt_txt };
      const ticket = newSecret();
      files.set(file.id, file);
      tickets.set(ticket, file);
      return { file, ticket };
    },
    upload(ticket, bytes) {
      const file = tickets.get(ticket);
      if (!file || bytes.length !== file.length) return false;
      const isText = file.mimetype !== 'image/png';
      file.content = isText ? bytes.toString('utf8') : `data:image/png;base64,${bytes.toString('base64')}`;
      return true;
    },
    find: (id) => files.get(id),
  };
}
