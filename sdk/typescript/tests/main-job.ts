// The main job of the README in TypeScript: members owe a fee; load, preview, exclude, confirm; notices; payments; rendicontazioni; bank
// statement; reconciliation; reversali; and every sum closes. node dist/tests/main-job.js [.pagodigitale/demo.json]
import assert from 'node:assert/strict';
import {
  changeDebtor, changeService, confirmFlow, createAccertamento, createIban, createOrganization, createPosition, createReconciliationJob,
  createReversali, createService, createStation, downloadFlowNotices, downloadNotice, downloadReceipt, excludeFlowRows,
  flowCompleted, flowReady, ifMatch, items, listDebtors, listFlowRows, listReceipts, listReversali, pagoDigitale, ProblemError,
  readCollectionSummary, readPosition, readReconciliationJob, readRendicontazione, readService, readTrialBalance, until,
  uploadBankStatement, uploadFlow, uploadOrganizationLogo, uploadRendicontazione, type Flow, type FlowRow, type Reversale,
} from '../src/index.js';
import { inDays, paymentDays } from './days.js';
import { readDemo } from './demo.js';
import { flowFile, members, taxCode } from './members.js';
import { smallest } from './schemas.js';
import { Simulator, type NoticeToPay, type Paid, type ReportedFlow } from './simulator.js';

const membersCount = 60;
const paidCount = 55;
const psps = ['BPROITMM', 'IPESITRR', 'PPROITRR'];
const iban = 'IT60X0542811101000000123456';

const demo = await readDemo(process.argv[2] ?? '.pagodigitale/demo.json');
const client = pagoDigitale(demo);
const simulator = new Simulator(demo.simulatorUrl);
const organization = taxCode(`8${String(Math.trunc(Date.now() / 1000) % 1_000_000_000).padStart(9, '0')}`);
const path = { organization };
const year = new Date().getUTCFullYear();
const station = { nodeUrl: `${demo.baseUrl.replace(/\/$/, '')}/node/${organization}_01`, idPa: organization, idBroker: organization, idStation: `${organization}_01` };
const sum = (amounts: Array<number>) => amounts.reduce((total, cents) => total + cents, 0);

async function registerOrganization(): Promise<void> {
  const accountingProfile = { counterpart: 'Iscritti', collectionAccount: '100', accountingDateRule: 'movement-date' } as const;
  await createOrganization({ client, body: { fiscalCode: organization, name: 'Ordine dei Periti Esempio', accountingProfile } });
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  await uploadOrganizationLogo({ client, path, body: new Blob([Buffer.from(pixel, 'base64')], { type: 'image/png' }) });
  await createIban({ client, path, body: { iban, label: 'Tesoreria' } });
  const { idStation: stationId, idBroker: brokerFiscalCode } = station;
  await createStation({ client, path, body: { stationId, brokerFiscalCode, auxDigit: 3, segregationCode: '01', isDefault: true } });
  await createAccertamento({ client, path, body: { year, number: '101', chapter: '30100.02.001', description: `Quote ${year}` } });
  await createService({
    client,
    path,
    body: { code: 'QUOTE', description: `Quote ${year}`, taxonomyCode: '9/0702133TS/', iban, amountCents: 13_000, allowsOtherAmounts: true },
  });
}

/** Loads the members, looks at the line that is wrong, leaves one member out, confirms; gives the rows with their notices. */
async function issueNotices(): Promise<{ flow: Flow; rows: Array<FlowRow> }> {
  const all = members(membersCount);
  const { data: sent } = await uploadFlow({
    client,
    path,
    query: { fileName: `iscritti-${year}.csv`, serviceCode: 'QUOTE', externalId: `QUOTE-${year}` },
    headers: { 'Content-Type': 'text/csv' },
    body: flowFile(all, year, inDays(60)),
  });
  const ofFlow = { organization, flow: sent.id };
  const ready = await flowReady({ client, path: ofFlow });
  assert.equal(ready.state, 'ready');
  assert.deepEqual([ready.counts.valid, ready.counts.rejected], [membersCount, 1]);

  const { data: wrong } = await listFlowRows({ client, path: ofFlow, query: { verdict: ['rejected'] } });
  assert.equal(wrong.items[0].errors.length > 0, true);
  const { data: first } = await listFlowRows({ client, path: ofFlow, query: { verdict: ['valid'], limit: 1 } });
  await excludeFlowRows({ client, path: ofFlow, body: { rowNumbers: first.items.map(row => row.rowNumber) } });

  await confirmFlow({ client, path: ofFlow });
  const flow = await flowCompleted({ client, path: ofFlow });
  assert.match(flow.state, /^completed/);
  const rows: Array<FlowRow> = [];
  for await (const row of items(cursor => listFlowRows({ client, path: ofFlow, query: { verdict: ['generated'], limit: 20, cursor } }))) rows.push(row);
  assert.equal(rows.length, membersCount - 1);
  assert.equal(new Set(rows.map(row => row.noticeNumber)).size, rows.length);
  const owed = new Map(all.map(member => [member.code, member.amountCents]));
  for (const row of rows) assert.equal(row.amountCents, owed.get(row.externalId!));

  const { data: zip } = await downloadFlowNotices({ client, path: ofFlow });
  assert.equal(await zip.slice(0, 2).text(), 'PK');
  return { flow, rows };
}

/** Members pay over three days, one of them twice. */
async function payNotices(rows: Array<FlowRow>): Promise<Array<Paid>> {
  const days = paymentDays(3);
  const orders = rows.slice(0, paidCount).map((row, index): NoticeToPay => ({
    noticeNumber: row.noticeNumber!,
    pspId: psps[index % psps.length],
    paidAt: `${days[Math.trunc(index / psps.length) % days.length]}T09:30:00+01:00`,
    ...(index === 10 && { fault: 'second-payment' }),
  }));
  const paid = await simulator.pay(station, orders);
  for (const payment of paid) assert.equal(payment.isAsExpected, true, JSON.stringify(payment));
  assert.equal(paid.flatMap(notice => notice.payments).length, paidCount + 1);
  return paid;
}

async function loadRendicontazioni(): Promise<Array<ReportedFlow>> {
  const flows = await simulator.flows(organization);
  for (const flow of flows) {
    const { data: sent } = await uploadRendicontazione({ client, path, body: await simulator.flowXml(flow.flussoId) });
    const ofFlow = { organization, rendicontazione: sent.id };
    const read = await until(() => readRendicontazione({ client, path: ofFlow }), found => found.state !== 'received');
    assert.deepEqual([read.totalAmountCents, read.computedAmountCents], [flow.totalCents, flow.totalCents]);
  }
  return flows;
}

/** Date; value date; amount; description; provvisorio, after a line of preamble and one of titles. */
async function loadStatement(flows: Array<ReportedFlow>, short: ReportedFlow): Promise<string> {
  const { data: statement } = await uploadBankStatement({
    client,
    path,
    query: {
      fileName: 'movimenti.csv', dateColumn: 1, valueDateColumn: 2, amountColumn: 3, descriptionColumn: 4, provvisorioColumn: 5,
      separator: ';', firstRow: 3, encoding: 'windows-1252', accountIban: iban,
    },
    body: await simulator.statement(organization, 12, short),
  });
  assert.deepEqual([statement.counts.rejected, statement.counts.pagoPa], [0, flows.length]);
  assert.equal(statement.amounts.pagoPaCents, sum(flows.map(flow => flow.totalCents)) - 1);
  return statement.id;
}

async function reconcile(statementId: string): Promise<void> {
  const { data: started } = await createReconciliationJob({ client, path, body: { statementId } });
  const ofJob = { organization, job: started.id };
  const job = await until(() => readReconciliationJob({ client, path: ofJob }), found => !['queued', 'running'].includes(found.state));
  assert.equal(job.state, 'completed');
  assert.equal(sum(job.classes.map(found => found.count)), job.counts.items);
  const { data: outcome } = await createReversali({ client, path, body: { statementId } });
  for (const reversale of outcome.items)
    assert.equal(sum(reversale.allocations.map(line => line.amountCents)) + reversale.unallocatedCents, reversale.amountCents);
}

async function closeTheSums(rows: Array<FlowRow>, paid: Array<Paid>, flows: Array<ReportedFlow>, short: ReportedFlow): Promise<void> {
  const { data: summary } = await readCollectionSummary({ client, path });
  const { data: balance } = await readTrialBalance({ client, path });
  const reversali: Array<Reversale> = [];
  for await (const reversale of items(cursor => listReversali({ client, path, query: { limit: 2, cursor } }))) reversali.push(reversale);
  const issued = sum(rows.map(row => row.amountCents!));
  const made = sum(paid.flatMap(notice => notice.payments.map(payment => payment.amountCents)));
  const twice = sum(paid.flatMap(notice => notice.payments.slice(1).map(payment => payment.amountCents)));
  const whole = flows.filter(flow => flow !== short);
  const arrived = new Set(whole.flatMap(flow => flow.receiptIds));
  const firsts = paid.map(notice => notice.payments[0]).filter(payment => arrived.has(payment.receiptId));
  assert.deepEqual(
    {
      issued: summary.issuedCents, paid: summary.paidCents, owedBack: summary.payerCreditsCents, outstanding: summary.outstandingCents,
      reported: summary.reportedCents, transferred: summary.transferredCents, reconciled: summary.reconciledCents,
      regularised: summary.regularisedCents, inReversali: sum(reversali.map(reversale => reversale.amountCents)),
    },
    {
      issued, paid: made, owedBack: twice, outstanding: issued - (made - twice),
      reported: made, transferred: made - 1, reconciled: sum(firsts.map(payment => payment.amountCents)),
      regularised: sum(whole.map(flow => flow.totalCents)), inReversali: sum(whole.map(flow => flow.totalCents)),
    },
  );
  assert.equal(balance.differenceCents, 0);
  for (const control of balance.controls) assert.equal(control.ledgerCents, control.registerCents, control.name);
  assert.deepEqual(summary.exceptions.map(exception => exception.class).sort(), ['DOPPI', 'IUF_TES_DIV_IMP']);
}

/** One debt from the beginning to the end, the documents as files, a refusal and a change. */
async function oneDebt(): Promise<void> {
  const { data: position } = await createPosition({ client, path, body: smallest });
  const noticeNumber = position.paymentOptions[0].instalments[0].noticeNumber!;
  const { data: notice } = await downloadNotice({ client, path: { organization, noticeNumber } });
  assert.equal(await notice.slice(0, 5).text(), '%PDF-');
  await simulator.pay(station, [{ noticeNumber, pspId: psps[0], paidAt: new Date().toISOString() }]);
  const { data: receipts } = await listReceipts({ client, path, query: { noticeNumber } });
  const { data: receipt } = await downloadReceipt({ client, path: { organization, receipt: receipts.items[0].id } });
  assert.equal(await receipt.slice(0, 5).text(), '%PDF-');
  assert.equal((await readPosition({ client, path: { organization, position: position.id } })).data.state, 'paid');

  await assert.rejects(
    createPosition({ client, path, body: { ...smallest, serviceCode: 'NON-ESISTE' } }),
    (refusal: unknown) => refusal instanceof ProblemError && refusal.status === 422 && refusal.problem.errors?.[0].code === 'service-not-found',
  );

  const stranger = pagoDigitale({ ...demo, clientSecret: 'wrong', language: 'it' });
  await assert.rejects(
    listDebtors({ client: stranger, path }),
    (refusal: unknown) => refusal instanceof ProblemError && refusal.code === 'invalid-client' && / (non|il|la) /.test(refusal.message),
  );

  const { data: debtors } = await listDebtors({ client, path, query: { fiscalCode: smallest.debtor.fiscalCode } });
  const debtor = debtors.items[0];
  const ofDebtor = { organization, debtor: debtor.id };
  const { data: renamed } = await changeDebtor({ client, path: ofDebtor, headers: ifMatch(debtor), body: { name: 'Maria Rossi', email: 'm@example.it' } });
  const { data: cleared } = await changeDebtor({ client, path: ofDebtor, headers: ifMatch(renamed), body: { email: null } });
  assert.deepEqual([renamed.email, cleared.email, cleared.name], ['m@example.it', undefined, 'Maria Rossi']);
  await assert.rejects(
    changeDebtor({ client, path: ofDebtor, headers: ifMatch(debtor), body: { name: 'Mario Rossi' } }),
    (refusal: unknown) => refusal instanceof ProblemError && refusal.status === 412,
  );
}

await registerOrganization();
const { rows } = await issueNotices();
const { data: service } = await readService({ client, path: { organization, service: 'QUOTE' } });
await changeService({ client, path: { organization, service: 'QUOTE' }, headers: ifMatch(service), body: { keepPayableAfterDueDate: false } });
const paid = await payNotices(rows);
const flows = await loadRendicontazioni();
const twice = new Set(paid.filter(notice => notice.payments.length > 1).flatMap(notice => notice.payments.map(payment => payment.receiptId)));
const short = flows.filter(flow => !flow.receiptIds.some(id => twice.has(id))).at(-1)!;
await reconcile(await loadStatement(flows, short));
await closeTheSums(rows, paid, flows, short);
await oneDebt();
console.log(`${rows.length} notices, ${paid.length} paid, ${flows.length} rendicontazioni: every sum closes.`);
