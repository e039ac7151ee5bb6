using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>Receipts, rendicontazioni, movements, reversali, and the postings of all.</summary>
internal static class PaymentTables
{
    public static readonly string[] Names =
    [
        "receipts",
        "receipt_transfers",
        "inbound_messages",
        "rendicontazioni",
        "rendicontazione_rows",
        "bank_statements",
        "bank_movements",
        "movement_links",
        "reversali",
        "reversale_allocations",
        "reversale_payments",
        "postings",
    ];

    public static async Task WriteAsync(Func<Task<NpgsqlConnection>> open, ArchiveShape shape, Guid[] accertamenti)
    {
        await using var connection = await open();
        await WriteReceiptsAsync(connection, shape);
        if (shape.HasMessages)
            await WriteMessagesAsync(connection, shape);
        if (shape.Stage >= Stage.Reported)
            await WriteRendicontazioniAsync(connection, shape);
        if (shape.Stage >= Stage.Announced && shape.Payments > 0)
            await WriteStatementAsync(connection, shape);
        if (shape.Stage >= Stage.Accounted)
            await WriteReversaliAsync(connection, shape, accertamenti);
        await WritePostingsAsync(connection, shape);
    }

    private static async Task WriteReceiptsAsync(NpgsqlConnection connection, ArchiveShape shape)
    {
        await TableCopy.WriteAsync(
            connection,
            "receipts",
            "organization_id, receipt_record_id, iur, notice_number, iuv, primary_organization, version, origin, amount_cents, fee_cents, "
                + "paid_at, application_date, transfer_date, psp_id, psp_fiscal_code, psp_name, channel, payment_method, debtor_type, "
                + "debtor_fiscal_code, debtor_name, payer_type, payer_fiscal_code, payer_name, description, classification, position_id, "
                + "instalment_id, message_id, received_at",
            copy =>
            {
                foreach (var debt in DebtTables.PaymentsOf(shape))
                {
                    copy.Row().Text(shape.Organization).Id(debt.ReceiptId).Text(debt.Iur).Text(debt.NoticeNumber).Text(debt.Iuv);
                    copy.Text(shape.Organization).Text("v2").Text("node").Cents(debt.AmountCents).Cents(150).Moment(debt.PaidAt);
                    copy.Day(RomeTime.LegalDate(debt.PaidAt)).Day(RomeTime.LegalDate(debt.PaidAt).AddDays(1)).Text(debt.PspId);
                    copy.Text("60000000001").Text(ArchivedDebt.PspName).Text("app").Text("creditCard").Text("G").Text(debt.DebtorCode);
                    copy.Text(debt.DebtorName).Text("G").Text(debt.DebtorCode).Text(debt.DebtorName).Text("Quota annuale").Text("regular");
                    copy.Id(debt.PositionId).Id(debt.InstalmentId).Id(debt.MessageId).Moment(debt.PaidAt);
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "receipt_transfers",
            "organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code, remittance_information",
            copy =>
            {
                foreach (var debt in DebtTables.PaymentsOf(shape))
                {
                    copy.Row().Text(shape.Organization).Id(debt.ReceiptId).Small(1).Text(shape.Organization).Cents(debt.AmountCents);
                    copy.Text(Archive.Iban).Text(Archive.TaxonomyCode).Text(DebtTables.RemittanceOf(debt));
                }
            }
        );
    }

    private static Task WriteMessagesAsync(NpgsqlConnection connection, ArchiveShape shape) =>
        TableCopy.WriteAsync(
            connection,
            "inbound_messages",
            "organization_id, message_id, kind, media_type, content, content_coding, content_sha256, size_bytes, source, "
                + "outcome, received_at",
            copy =>
            {
                foreach (var debt in DebtTables.PaymentsOf(shape))
                {
                    var envelope = ReceiptEnvelope.Of(shape.Organization, debt);
                    copy.Row().Text(shape.Organization).Id(debt.MessageId).Text("node-receipt").Text("text/xml; charset=utf-8");
                    var packed = PackedContent.Of(envelope);
                    copy.Bytes(packed.Bytes.ToArray()).Small((int)packed.Coding).Bytes(SHA256.HashData(envelope)).Cents(envelope.Length);
                    copy.Text(Archive.StationOf(shape.Organization)).Text("OK").Moment(debt.PaidAt);
                }
            }
        );

    private static async Task WriteRendicontazioniAsync(NpgsqlConnection connection, ArchiveShape shape)
    {
        await TableCopy.WriteAsync(
            connection,
            "rendicontazioni",
            "organization_id, rendicontazione_id, flusso_id, psp_id, psp_name, flusso_date_time, revision, regulation_id, regulation_date, "
                + "bic, payments_count, total_amount_cents, computed_count, computed_amount_cents, state, movement_id, is_accounted, "
                + "message_id, received_at",
            copy =>
            {
                for (var flow = 0; flow < shape.Flows; flow++)
                {
                    var (told, psp) = (ArchivedDebt.ToldAt(shape, flow), ArchivedDebt.PspOf(flow));
                    var (count, cents) = (ArchivedDebt.PaymentsOf(shape, flow).Count(), ArchivedDebt.CentsOf(shape, flow));
                    copy.Row().Text(shape.Organization).Id(ArchivedDebt.RendicontazioneId(shape, flow));
                    copy.Text(ArchivedDebt.FlussoId(shape, flow)).Text(psp).Text(ArchivedDebt.PspName).Moment(told).Number(1);
                    copy.Text($"TRN{ArchivedDebt.NumberOf(shape, flow):D12}").Day(ArchivedDebt.RegulationDate(shape, flow)).Text(psp);
                    copy.Number(count).Cents(cents).Number(count).Cents(cents);
                    copy.Text(shape.Stage >= Stage.Reconciled ? "matched" : "parsed");
                    copy.Id(shape.Stage >= Stage.Reconciled ? ArchivedDebt.MovementId(shape, flow) : null);
                    copy.Flag(shape.Stage >= Stage.Accounted).Id(ArchivedDebt.RendicontazioneId(shape, flow)).Moment(told);
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "rendicontazione_rows",
            "organization_id, rendicontazione_id, row_index, iuv, iur, transfer_index, amount_cents, outcome_code, payment_date, "
                + "instalment_id, receipt_record_id",
            copy =>
            {
                for (var flow = 0; flow < shape.Flows; flow++)
                {
                    var (rendicontazione, index) = (ArchivedDebt.RendicontazioneId(shape, flow), 0);
                    foreach (var debt in ArchivedDebt.PaymentsOf(shape, flow))
                    {
                        copy.Row().Text(shape.Organization).Id(rendicontazione).Number(++index).Text(debt.Iuv).Text(debt.Iur).Small(1);
                        copy.Cents(debt.AmountCents).Small(0).Day(RomeTime.LegalDate(debt.PaidAt)).Id(debt.InstalmentId).Id(debt.ReceiptId);
                    }
                }
            }
        );
    }

    /// <summary>One statement with a credit for each flow.</summary>
    private static async Task WriteStatementAsync(NpgsqlConnection connection, ArchiveShape shape)
    {
        var statement = Guid.CreateVersion7(shape.Until);
        var cents = Enumerable.Range(0, shape.Flows).Sum(flow => ArchivedDebt.CentsOf(shape, flow));
        await TableCopy.WriteAsync(
            connection,
            "bank_statements",
            "organization_id, statement_id, message_id, file_name, file_sha256, mapping, lines_count, movements_count, pago_pa_count, "
                + "rejected_count, credits_cents, debits_cents, pago_pa_cents, first_date, last_date, created_at",
            copy =>
            {
                copy.Row()
                    .Text(shape.Organization)
                    .Id(statement)
                    .Id(statement)
                    .Text("estratto.csv")
                    .Bytes(SHA256.HashData(statement.ToByteArray()));
                copy.Json("""{"firstRow":3,"separator":";","dateColumn":1,"amountColumn":3,"descriptionColumn":4}""").Number(shape.Flows);
                copy.Number(shape.Flows).Number(shape.Flows).Number(0).Cents(cents).Cents(0).Cents(cents);
                copy.Day(ArchivedDebt.RegulationDate(shape, 0))
                    .Day(ArchivedDebt.RegulationDate(shape, shape.Flows - 1))
                    .Moment(shape.Until);
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "bank_movements",
            "organization_id, movement_id, statement_id, line_number, accounting_date, value_date, amount_cents, description, provvisorio, "
                + "is_pago_pa, reference_kind, reference_value, reference_confidence, state, rendicontazione_id",
            copy =>
            {
                for (var flow = 0; flow < shape.Flows; flow++)
                {
                    var (flusso, day) = (ArchivedDebt.FlussoId(shape, flow), ArchivedDebt.RegulationDate(shape, flow));
                    copy.Row()
                        .Text(shape.Organization)
                        .Id(ArchivedDebt.MovementId(shape, flow))
                        .Id(statement)
                        .Number(flow + 3)
                        .Day(day)
                        .Day(day);
                    copy.Cents(ArchivedDebt.CentsOf(shape, flow)).Text($"/PUR/LGPE-RIVERSAMENTO/URI/{flusso}");
                    copy.Text(ArchivedDebt.NumberOf(shape, flow).ToString(CultureInfo.InvariantCulture))
                        .Flag(true)
                        .Text("flow")
                        .Text(flusso);
                    copy.Text("exact").Text(StateOf(shape.Stage));
                    copy.Id(shape.Stage >= Stage.Reconciled ? ArchivedDebt.RendicontazioneId(shape, flow) : null);
                }
            }
        );
        if (shape.Stage >= Stage.Reconciled)
            await TableCopy.WriteAsync(
                connection,
                "movement_links",
                "organization_id, movement_id, rendicontazione_id, amount_cents, linked_at",
                copy =>
                {
                    for (var flow = 0; flow < shape.Flows; flow++)
                    {
                        copy.Row().Text(shape.Organization).Id(ArchivedDebt.MovementId(shape, flow));
                        copy.Id(ArchivedDebt.RendicontazioneId(shape, flow)).Cents(ArchivedDebt.CentsOf(shape, flow));
                        copy.Moment(ArchivedDebt.ToldAt(shape, flow));
                    }
                }
            );
    }

    private static string StateOf(Stage stage) =>
        stage switch
        {
            Stage.Announced => "unmatched",
            Stage.Reconciled => "matched",
            _ => "regularised",
        };

    /// <summary>One reversale for each flow, numbered through: an archive of more than a year numbers them in its first year.</summary>
    private static async Task WriteReversaliAsync(NpgsqlConnection connection, ArchiveShape shape, Guid[] accertamenti)
    {
        await TableCopy.WriteAsync(
            connection,
            "reversali",
            "organization_id, reversale_id, year, number, accounting_date, amount_cents, counterpart, collection_account, provvisorio, "
                + "flusso_id, rendicontazione_id, movement_id, payments_count, created_at",
            copy =>
            {
                for (var flow = 0; flow < shape.Flows; flow++)
                {
                    copy.Row().Text(shape.Organization).Id(ArchivedDebt.ReversaleId(shape, flow)).Small(shape.From.Year);
                    copy.Number(ArchivedDebt.NumberOf(shape, flow)).Day(ArchivedDebt.RegulationDate(shape, flow));
                    copy.Cents(ArchivedDebt.CentsOf(shape, flow)).Text("Iscritti all'albo").Text("100");
                    copy.Text(ArchivedDebt.NumberOf(shape, flow).ToString(CultureInfo.InvariantCulture));
                    copy.Text(ArchivedDebt.FlussoId(shape, flow)).Id(ArchivedDebt.RendicontazioneId(shape, flow));
                    copy.Id(ArchivedDebt.MovementId(shape, flow)).Number(ArchivedDebt.PaymentsOf(shape, flow).Count());
                    copy.Moment(ArchivedDebt.ToldAt(shape, flow));
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "reversale_allocations",
            "organization_id, reversale_id, accertamento_id, amount_cents, payments_count",
            copy =>
            {
                for (var flow = 0; flow < shape.Flows; flow++)
                    foreach (var booked in ArchivedDebt.PaymentsOf(shape, flow).GroupBy(p => p.Accertamento))
                    {
                        copy.Row().Text(shape.Organization).Id(ArchivedDebt.ReversaleId(shape, flow)).Id(accertamenti[booked.Key]);
                        copy.Cents(booked.Sum(p => p.AmountCents)).Number(booked.Count());
                    }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "reversale_payments",
            "organization_id, reversale_id, row_index, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents",
            copy =>
            {
                for (var flow = 0; flow < shape.Flows; flow++)
                {
                    var (reversale, index) = (ArchivedDebt.ReversaleId(shape, flow), 0);
                    foreach (var debt in ArchivedDebt.PaymentsOf(shape, flow))
                    {
                        copy.Row().Text(shape.Organization).Id(reversale).Number(++index).Id(debt.InstalmentId).Small(1).Number(1);
                        copy.Id(accertamenti[debt.Accertamento]).Cents(debt.AmountCents);
                    }
                }
            }
        );
    }

    private static Task WritePostingsAsync(NpgsqlConnection connection, ArchiveShape shape) =>
        TableCopy.WriteAsync(
            connection,
            "postings",
            "organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, transfer_index, "
                + "reference",
            copy =>
            {
                var ids = new IdSeries();
                foreach (var moment in Timeline.Of(shape, shape.Stage >= Stage.Reported))
                {
                    if (moment.Issued is { } debt)
                        OfDebt(debt, debt.CreatedAt, "issued", "receivables", "revenue", null, isTransfer: false);
                    if (moment.Paid is { } paid)
                        OfDebt(
                            paid,
                            paid.PaidAt,
                            "paid",
                            "psp-clearing",
                            "receivables",
                            PublicId.Format("rcp", paid.ReceiptId),
                            isTransfer: false
                        );
                    if (moment.Told is { } flow)
                        OfTold(flow);
                }

                void OfTold(int flow)
                {
                    var (told, cents) = (ArchivedDebt.ToldAt(shape, flow), ArchivedDebt.CentsOf(shape, flow));
                    var rendicontazione = PublicId.Format("rnd", ArchivedDebt.RendicontazioneId(shape, flow));
                    foreach (var debt in ArchivedDebt.PaymentsOf(shape, flow))
                        OfDebt(debt, told, "reported", "reported-clearing", "psp-clearing", rendicontazione, isTransfer: true);
                    if (shape.Stage >= Stage.Reconciled)
                        OfFlow(
                            told,
                            "transferred",
                            "bank-suspense",
                            "reported-clearing",
                            cents,
                            "mov",
                            ArchivedDebt.MovementId(shape, flow)
                        );
                    if (shape.Stage >= Stage.Accounted)
                        OfFlow(told, "regularised", "treasury", "bank-suspense", cents, "rev", ArchivedDebt.ReversaleId(shape, flow));
                }

                void OfDebt(ArchivedDebt debt, DateTimeOffset at, string kind, string debit, string credit, string? cause, bool isTransfer)
                {
                    Posting(at, kind, debit, credit, debt.AmountCents).Id(debt.PositionId).Id(debt.InstalmentId);
                    (isTransfer ? copy.Small(1) : copy.Null()).Text(cause);
                }

                void OfFlow(DateTimeOffset at, string kind, string debit, string credit, long cents, string prefix, Guid cause) =>
                    Posting(at, kind, debit, credit, cents).Null().Null().Null().Text(PublicId.Format(prefix, cause));

                TableCopy Posting(DateTimeOffset at, string kind, string debit, string credit, long cents) =>
                    copy.Row().Text(shape.Organization).Id(ids.At(at)).Moment(at).Text(kind).Text(debit).Text(credit).Cents(cents);
            }
        );
}
