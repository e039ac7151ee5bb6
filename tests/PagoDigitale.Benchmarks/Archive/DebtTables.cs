using System.Globalization;
using Npgsql;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>Debtors, positions, instalments, transfers, allocations.</summary>
internal static class DebtTables
{
    public static readonly string[] Names = ["debtors", "positions", "instalments", "transfers", "allocations"];

    public static async Task WriteAsync(Func<Task<NpgsqlConnection>> open, ArchiveShape shape, Guid[] accertamenti)
    {
        await using var connection = await open();
        await TableCopy.WriteAsync(
            connection,
            "debtors",
            "organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at",
            copy =>
            {
                for (var n = shape.First; n < shape.First + shape.Total; n += shape.PositionsPerDebtor)
                {
                    var debt = new ArchivedDebt(shape, n);
                    copy.Row().Text(shape.Organization).Id(debt.DebtorId).Text("G").Text(debt.DebtorCode).Text(debt.DebtorName);
                    copy.Moment(debt.CreatedAt).Moment(debt.CreatedAt);
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "positions",
            "organization_id, position_id, external_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code, "
                + "debtor_name, amount_cents, paid_cents, state, version, created_at, updated_at",
            copy =>
            {
                foreach (var debt in DebtsOf(shape))
                {
                    copy.Row().Text(shape.Organization).Id(debt.PositionId).Text(debt.ExternalId).Text(debt.ServiceCode);
                    copy.Text(string.Create(CultureInfo.InvariantCulture, $"Quota annuale n. {debt.Ordinal}")).Id(debt.DebtorId).Text("G");
                    copy.Text(debt.DebtorCode).Text(debt.DebtorName).Cents(debt.AmountCents).Cents(debt.IsPaid ? debt.AmountCents : 0);
                    copy.Text(StateOf(shape, debt, "payable")).Number(VersionOf(shape, debt));
                    copy.Moment(debt.CreatedAt).Moment(debt.IsPaid ? debt.PaidAt : debt.CreatedAt);
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "instalments",
            "organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents, due_date, state, "
                + "state_before_report, paid_at, paid_cents, receipt_record_id",
            copy =>
            {
                foreach (var debt in DebtsOf(shape))
                {
                    copy.Row().Text(shape.Organization).Id(debt.InstalmentId).Id(debt.PositionId).Small(1).Text(debt.NoticeNumber);
                    copy.Text(debt.Iuv).Cents(debt.AmountCents).Day(debt.DueDate).Text(StateOf(shape, debt, "unpaid"));
                    copy.Text(debt.IsPaid ? "unpaid" : null).Moment(debt.IsPaid ? debt.PaidAt : null);
                    copy.Cents(debt.IsPaid ? debt.AmountCents : null).Id(debt.IsPaid ? debt.ReceiptId : null);
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "transfers",
            "organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code, remittance_information",
            copy =>
            {
                foreach (var debt in DebtsOf(shape))
                {
                    copy.Row().Text(shape.Organization).Id(debt.InstalmentId).Small(1).Text(shape.Organization).Cents(debt.AmountCents);
                    copy.Text(Archive.Iban).Text(Archive.TaxonomyCode).Text(RemittanceOf(debt));
                }
            }
        );
        await TableCopy.WriteAsync(
            connection,
            "allocations",
            "organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents",
            copy =>
            {
                foreach (var debt in DebtsOf(shape))
                {
                    copy.Row().Text(shape.Organization).Id(debt.InstalmentId).Small(1).Number(1).Id(accertamenti[debt.Accertamento]);
                    copy.Cents(debt.AmountCents);
                }
            }
        );
    }

    public static string RemittanceOf(ArchivedDebt debt) => $"/RFB/{debt.Iuv}/{EuroCents.ToWire(debt.AmountCents)}/TXT/Quota annuale";

    public static IEnumerable<ArchivedDebt> DebtsOf(ArchiveShape shape) =>
        Enumerable.Range(shape.First, shape.Total).Select(n => new ArchivedDebt(shape, n));

    public static IEnumerable<ArchivedDebt> PaymentsOf(ArchiveShape shape) =>
        Enumerable.Range(shape.First, shape.Payments).Select(n => new ArchivedDebt(shape, n));

    private static string StateOf(ArchiveShape shape, ArchivedDebt debt, string unpaid) =>
        !debt.IsPaid ? unpaid
        : shape.Stage is Stage.Paid ? "paid"
        : shape.Stage is Stage.Reported or Stage.Announced ? "reported"
        : "reconciled";

    private static int VersionOf(ArchiveShape shape, ArchivedDebt debt) =>
        !debt.IsPaid ? 1
        : shape.Stage is Stage.Paid ? 2
        : shape.Stage is Stage.Reported or Stage.Announced ? 3
        : 4;
}
