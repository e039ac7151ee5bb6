using System.Globalization;
using Npgsql;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>What the feed tells of the payments, each event with its place.</summary>
internal static class ArchivedEvents
{
    public const string Table = "events";

    public static long CountOf(ArchiveShape shape) => shape.HasEvents ? (long)shape.Payments * KindsOf(shape) : 0;

    public static async Task WriteAsync(Func<Task<NpgsqlConnection>> open, ArchiveShape shape, long sequence)
    {
        if (!shape.HasEvents)
            return;
        await using var connection = await open();
        await TableCopy.WriteAsync(
            connection,
            Table,
            "organization_id, event_id, sequence, numbering, type, subject_type, subject_id, data, occurred_at",
            copy =>
            {
                foreach (var debt in DebtTables.PaymentsOf(shape))
                {
                    var (position, receipt) = (PublicId.Format("pos", debt.PositionId), PublicId.Format("rcp", debt.ReceiptId));
                    var told = ArchivedDebt.ToldAt(shape, debt.Flow);
                    Event("position.paid", "position", position, debt.PaidAt, PositionData(debt, position, "paid", null, receipt));
                    Event("receipt.received", "receipt", receipt, debt.PaidAt, ReceiptData(debt, position, receipt));
                    if (KindsOf(shape) >= 3)
                        Event("position.reported", "position", position, told, PositionData(debt, position, "reported", "paid", null));
                    if (KindsOf(shape) >= 4)
                        Event(
                            "position.reconciled",
                            "position",
                            position,
                            told,
                            PositionData(debt, position, "reconciled", "reported", null)
                        );

                    void Event(string type, string subjectType, string subject, DateTimeOffset at, string data)
                    {
                        copy.Row().Text(shape.Organization).Id(Guid.CreateVersion7(at)).Cents(sequence++).Number(1).Text(type);
                        copy.Text(subjectType).Text(subject).Json(data).Moment(at);
                    }
                }
            }
        );
    }

    private static int KindsOf(ArchiveShape shape) =>
        shape.Stage switch
        {
            Stage.Paid => 2,
            Stage.Reported or Stage.Announced => 3,
            _ => 4,
        };

    private static string PositionData(ArchivedDebt debt, string position, string state, string? previous, string? receipt) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"positionId":"{{position}}","state":"{{state}}","amountCents":{{debt.AmountCents}},"paidCents":{{debt.AmountCents}},
             "serviceCode":"{{debt.ServiceCode}}","noticeNumbers":["{{debt.NoticeNumber}}"]
             {{(previous is null ? "" : $",\"previousState\":\"{previous}\"")}}
             {{(receipt is null ? "" : $",\"paidBy\":\"receipt\",\"noticeNumber\":\"{debt.NoticeNumber}\",\"receiptId\":\"{receipt}\"")}}}
            """
        );

    private static string ReceiptData(ArchivedDebt debt, string position, string receipt) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"receiptId":"{{receipt}}","iur":"{{debt.Iur}}","iuv":"{{debt.Iuv}}","noticeNumber":"{{debt.NoticeNumber}}",
             "pspId":"{{debt.PspId}}","origin":"node","paidAt":"{{debt.PaidAt.UtcDateTime:O}}","ownCents":{{debt.AmountCents}},
             "amountCents":{{debt.AmountCents}},"anomalies":[],"isStandIn":false,"positionId":"{{position}}","positionState":"paid",
             "classification":"regular"}
            """
        );
}
