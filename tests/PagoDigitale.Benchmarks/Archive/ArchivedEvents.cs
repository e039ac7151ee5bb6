using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>What the feed tells of the payments, each event with its place: the events themselves, as the application tells them.</summary>
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
            "organization_id, event_id, sequence, numbering, type, subject_type, subject_id, subject_hash, data, " + "occurred_at",
            copy =>
            {
                var ids = new IdSeries();
                foreach (var moment in Timeline.Of(shape, KindsOf(shape) >= 3))
                {
                    if (moment.Paid is { } paid)
                    {
                        Event(
                            paid.PaidAt,
                            new PositionPaid(Facts(paid, PositionState.Paid), PaidBy.Receipt, paid.NoticeNumber, Receipt(paid), paid.PaidAt)
                        );
                        Event(paid.PaidAt, new ReceiptReceived(ReceiptOf(paid), IsStandIn: false, ReceiptOrigin.Node, []));
                    }
                    if (moment.Told is not { } flow)
                        continue;
                    var told = ArchivedDebt.ToldAt(shape, flow);
                    foreach (var debt in ArchivedDebt.PaymentsOf(shape, flow))
                        Event(told, new PositionReported(Facts(debt, PositionState.Reported), PositionState.Paid));
                    foreach (var debt in KindsOf(shape) >= 4 ? ArchivedDebt.PaymentsOf(shape, flow) : [])
                        Event(told, new PositionReconciled(Facts(debt, PositionState.Reconciled), PositionState.Reported));
                }

                void Event(DateTimeOffset at, EventData data)
                {
                    var (type, subject) = (EventType.Of(data.GetType()), SubjectOf(data));
                    copy.Row().Text(shape.Organization).Id(ids.At(at)).Cents(sequence++).Number(1).Text(type.Name);
                    copy.Text(type.Subject).Text(subject).Number(SubjectHash.Of(subject));
                    copy.Bytes(PackedEvent.Pack(JsonSerializer.Serialize(data, data.GetType(), ApiJson.Events), subject)).Moment(at);
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

    private static string SubjectOf(EventData data) =>
        data switch
        {
            PositionEvent position => position.PositionId,
            ReceiptEvent receipt => receipt.ReceiptId,
            _ => throw new ArgumentOutOfRangeException(nameof(data)),
        };

    private static string Receipt(ArchivedDebt debt) => PublicId.Format("rcp", debt.ReceiptId);

    private static PositionFacts Facts(ArchivedDebt debt, PositionState state) =>
        new(
            PublicId.Format("pos", debt.PositionId),
            debt.ExternalId,
            debt.ServiceCode,
            UnitCode: null,
            FlowId: null,
            state,
            debt.AmountCents,
            debt.AmountCents,
            [debt.NoticeNumber]
        );

    private static ReceiptFacts ReceiptOf(ArchivedDebt debt) =>
        new(
            Receipt(debt),
            debt.Iur,
            debt.NoticeNumber,
            debt.Iuv,
            debt.AmountCents,
            debt.AmountCents,
            debt.PaidAt,
            debt.PspId,
            ReceiptClassification.Regular,
            PublicId.Format("pos", debt.PositionId),
            debt.ExternalId,
            PositionState.Paid
        );
}
