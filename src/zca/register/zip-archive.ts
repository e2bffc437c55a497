import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** Limits on the unpacked size refuse a file made to fill the memory. Sizes in bytes, unpacked. */
const maxEntries = 2_000;
const maxUnfolded = 40_000_000;
const deepest = 50;

/** The file is not what it claims to be, or exceeds a limit; the message follows the file's name. */
export class BadWorkbook extends Error {
  override readonly name = 'BadWorkbook';
}

/** Receives the elements of an XML part in document order, by their names without a namespace. */
export interface XmlListener {
  readonly opened: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly closed?: (name: string) => void;
}

/**
 * The parts of a ZIP archive in memory, read as XML. Unpacks no more than `maxUnfolded`, whatever sizes the archive
 * states.
 */
export class ZipArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unfolded = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws {BadWorkbook} with too many entries; yauzl's error when it is no archive */
  static async open(file: Uint8Array): Promise<ZipArchive> {
    const zip = await fromBufferPromise(Buffer.from(file), { lazyEntries: true });
    const entries = new Map<string, Entry>();
    if (zip.entryCount > maxEntries) throw new BadWorkbook('has too many parts to be a list');
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return new ZipArchive(zip, entries);
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /**
   * Reads a part as XML in UTF-8; does nothing when the part is missing. Knows no custom entities.
   * @throws {BadWorkbook} when it is too large or too deep; yauzl's and saxes's errors when it is damaged
   */
  async readXml(path: string, listener: XmlListener): Promise<void> {
    const entry = this.#entries.get(path);
    if (entry === undefined) return;
    // yauzl ends a part that unpacks to more than its stated size.
    this.#unfolded += entry.uncompressedSize;
    if (this.#unfolded > maxUnfolded) throw new BadWorkbook('is too large when it is unpacked');
    const parser = parserFor(listener);
    const text = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of await this.#zip.openReadStreamPromise(entry))
      parser.write(text.decode(chunk, { stream: true }));
    parser.write(text.decode());
    parser.close();
  }
}

function parserFor({ opened, text, closed }: XmlListener) {
  const parser = new SaxesParser({ xmlns: false, position: false } as const);
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw new BadWorkbook('is nested too deeply');
    opened(localName(name), attributes);
  });
  parser.on('text', (part) => text?.(part));
  parser.on('cdata', (part) => text?.(part));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    closed?.(localName(name));
  });
  parser.on('error', (error) => {
    throw error;
  });
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
