import { InOrder } from '../text/in-order.js';
import { parseCsv } from './csv.js';

/** More rows would slow the page down; the download has the whole file. */
const mostRows = 200;

export function CsvTable({ name, content }: { name: string; content: string }) {
  const [head = [], ...rows] = parseCsv(content);
  const hidden = rows.length - mostRows;
  return (
    <>
      <table aria-label={name}>
        <thead>
          <tr>{cells(head, 'th')}</tr>
        </thead>
        <tbody>
          <InOrder parts={rows.slice(0, mostRows)} render={(row) => <tr>{cells(row, 'td')}</tr>} />
        </tbody>
      </table>
      {hidden > 0 && <p className="file-more">{hidden} more rows in the file</p>}
    </>
  );
}

function cells(row: string[], Cell: 'th' | 'td') {
  const scope = Cell === 'th' ? 'col' : undefined;
  return <InOrder parts={row} render={(words) => <Cell scope={scope}>{words}</Cell>} />;
}
