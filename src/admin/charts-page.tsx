import { type WeekOfRecord, weeksOfRecord } from '../queries/approval-times.js';
import type { AdminPorts } from './admin-ports.js';
import { BarChart } from './bar-chart.js';
import { Layout } from './layout.js';
import type { View } from './view.js';

/** Unlinks a week and the time to approval. Rejects if the store does not answer. */
export async function chartsPage(view: View, ports: AdminPorts) {
  const { weeks, isWhole } = await weeksOfRecord(ports.now(), ports);
  const { texts, times } = view;
  const { charts: t } = texts;
  const labels = weeks.map(({ from }) => times.dayOfMonth(from));
  const total = weeks.reduce((sum, { unlinked }) => sum + unlinked, 0);
  const approved = weeks.reduce((sum, week) => sum + week.approved, 0);
  const isEmpty = total === 0 && approved === 0;
  return (
    <Layout view={view} title={texts.pages.charts}>
      <p class="lead">{t.lead}</p>
      {isWhole ? null : <p class="note">{t.cut}</p>}
      <h2>{t.unlinks}</h2>
      {total === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <figure class="chart">
          <BarChart
            label={`${t.unlinks}: ${t.total(total)}`}
            labels={labels}
            series={[weeks.map(({ unlinked }) => unlinked)]}
            format={String}
          />
          <figcaption>{t.total(total)}</figcaption>
        </figure>
      )}
      <h2>{t.approval}</h2>
      <p>{t.approvalLead}</p>
      {approved === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <figure class="chart">
          <BarChart
            label={t.approval}
            labels={labels}
            series={[weeks.map(({ medianMs }) => medianMs), weeks.map(({ nineOfTenMs }) => nineOfTenMs)]}
            format={t.duration}
          />
          <figcaption>
            <span class="key" />
            {t.median} <span class="key second" />
            {t.nineOfTen}
          </figcaption>
        </figure>
      )}
      {isEmpty ? null : <Numbers view={view} weeks={weeks} />}
    </Layout>
  );
}

/** The weeks as a table, for whoever does not see it. */
function Numbers({ view, weeks }: { readonly view: View; readonly weeks: readonly WeekOfRecord[] }) {
  const { charts: t } = view.texts;
  const duration = (ms: number | null) => (ms === null ? '–' : t.duration(ms));
  return (
    <details>
      <summary>{t.inNumbers}</summary>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{t.week}</th>
            <th scope="col" class="number">
              {t.unlinked}
            </th>
            <th scope="col" class="number">
              {t.approved}
            </th>
            <th scope="col" class="number">
              {t.median}
            </th>
            <th scope="col" class="number">
              {t.nineOfTen}
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ from, unlinked, approved, medianMs, nineOfTenMs }) => (
            <tr>
              <th scope="row" data-label={t.week}>
                {view.times.day(from)}
              </th>
              <td class="number" data-label={t.unlinked}>
                {unlinked}
              </td>
              <td class="number" data-label={t.approved}>
                {approved}
              </td>
              <td class="number" data-label={t.median}>
                {duration(medianMs)}
              </td>
              <td class="number" data-label={t.nineOfTen}>
                {duration(nineOfTenMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
