import { useId, useState } from 'react';
import type { Message } from '../../slack/page-contract.js';
import { CsvTable } from './csv-table.js';

type File = NonNullable<Message['files']>[number];

function isCsv({ mimetype, name }: File): boolean {
  return mimetype === 'text/csv' || name.endsWith('.csv');
}

function isPicture({ mimetype }: File): boolean {
  return mimetype === 'image/png';
}

function download(file: File): void {
  const { name, mimetype, content } = file;
  const url = isPicture(file) ? content : URL.createObjectURL(new Blob([content], { type: mimetype }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** An attached file: its name, its content on demand, and a download. */
export function FileCard({ file }: { file: File }) {
  const [open, setOpen] = useState(false);
  const contentId = useId();
  const csv = isCsv(file);
  return (
    <div className="file">
      <div className="file-head">
        <span className="file-kind" aria-hidden="true">
          {(file.name.split('.').at(-1) ?? 'file').toUpperCase()}
        </span>
        <div className="file-names">
          <strong>{file.title || file.name}</strong>
          {file.title !== '' && file.title !== file.name && <span>{file.name}</span>}
        </div>
        <div className="file-doors">
          <button
            type="button"
            className="button button-small"
            aria-expanded={open}
            aria-controls={contentId}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide' : isPicture(file) ? 'Show picture' : csv ? 'Show table' : 'Show text'}
          </button>
          <button type="button" className="button button-small" onClick={() => download(file)}>
            Download
          </button>
        </div>
      </div>
      <div id={contentId} hidden={!open} className="file-content">
        {open && <FileContent file={file} />}
      </div>
    </div>
  );
}

function FileContent({ file }: { file: File }) {
  const { name, content, alt_txt } = file;
  if (isPicture(file)) return <img src={content} alt={alt_txt ?? name} style={{ maxWidth: '100%' }} />;
  return isCsv(file) ? <CsvTable name={name} content={content} /> : <pre>{content}</pre>;
}
