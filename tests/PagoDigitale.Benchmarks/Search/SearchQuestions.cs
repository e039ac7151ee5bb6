using System.Globalization;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Benchmarks.Search;

/// <summary>Every filter of every list over what the archive has, as a clerk or a program asks it; under the organization's path.</summary>
public static class SearchQuestions
{
    /// <summary>Those of which there are very many, that is whose pages go on and on.</summary>
    public static string[] Deep(ArchiveShape shape) =>
        [
            "positions",
            "positions?state=payable",
            "positions?isPaid=true",
            "positions?serviceCode=QUOTA2",
            "positions?q=r",
            $"positions?dueFrom={Day(shape.From)}",
            $"positions?paidFrom={Day(shape.From)}",
            "notices",
            "notices?state=unpaid",
            $"notices?dueFrom={Day(shape.From)}",
            "debtors",
            "debtors?q=m",
            "receipts",
            $"receipts?paidFrom={Day(shape.From)}",
            "receipts?pspId=BPROITMM",
            "ledger/postings",
            "ledger/postings?kind=issued",
            "ledger/postings?account=psp-clearing",
            "events",
            "events?type=position.created",
        ];

    /// <param name="loaded">A flow that was loaded as a file; null where there is none.</param>
    public static string[] All(ArchiveShape shape, string? loaded = null)
    {
        // A payment in the middle of the history, and a debt nobody paid.
        var (paid, owed) = (
            new ArchivedDebt(shape, shape.First + shape.Payments / 2),
            new ArchivedDebt(shape, shape.First + shape.Total - 1)
        );
        var (from, to) = (Day(paid.PaidAt.AddDays(-15)), Day(paid.PaidAt.AddDays(15)));
        var flow = ArchivedDebt.FlussoId(shape, paid.Flow);
        string[] few =
        [
            "positions?state=payable,reconciled",
            "positions?isPaid=false",
            "positions?isShortPaid=true",
            $"positions?debtorFiscalCode={paid.DebtorCode}",
            $"positions?q={Uri.EscapeDataString(paid.DebtorName)}",
            $"positions?noticeNumber={paid.NoticeNumber}",
            $"positions?iuv={paid.Iuv}",
            "positions?externalId=nessuno",
            $"positions?dueFrom={from}&dueTo={to}",
            $"positions?dueTo={Day(shape.From.AddDays(40))}",
            $"positions?paidFrom={from}&paidTo={from}",
            $"positions?createdFrom={from}&createdTo={to}",
            $"notices?debtorFiscalCode={owed.DebtorCode}",
            "notices?isPaid=true",
            $"notices?dueFrom={from}&dueTo={to}",
            $"debtors?fiscalCode={paid.DebtorCode}",
            "debtors?externalId=nessuno",
            $"receipts?paidFrom={from}&paidTo={from}",
            $"receipts?iuv={paid.Iuv}",
            $"receipts?noticeNumber={paid.NoticeNumber}",
            $"receipts?debtorFiscalCode={paid.DebtorCode}",
            "receipts?classification=duplicate-payment",
            $"receipts?positionId={PublicId.Format("pos", paid.PositionId)}",
            $"receipts?iur={paid.Iur}",
            "receipts?origin=upload",
            "rendicontazioni",
            $"rendicontazioni?collectedFrom={from}&collectedTo={to}",
            $"rendicontazioni?debtorFiscalCode={paid.DebtorCode}",
            $"rendicontazioni?iuv={paid.Iuv}",
            $"rendicontazioni?flussoId={flow}",
            "rendicontazioni?pspId=BPROITMM",
            "rendicontazioni?state=matched",
            "rendicontazioni?isAccounted=true",
            "movements",
            "movements?isPagoPa=true",
            "movements?state=matched",
            $"movements?dateFrom={from}&dateTo={to}",
            "movements?amountCents=123",
            $"movements?flussoId={flow}",
            "reversali",
            "reversali?year=2026",
            $"reversali?dateFrom={from}&dateTo={to}",
            $"reversali?flussoId={flow}",
            "ledger/postings?account=payer-credits",
            $"ledger/postings?noticeNumber={paid.NoticeNumber}",
            $"ledger/postings?positionId={PublicId.Format("pos", paid.PositionId)}",
            $"ledger/postings?occurredFrom={from}&occurredTo={to}",
            $"events?subjectId={PublicId.Format("pos", paid.PositionId)}",
        ];
        string[] pairs =
        [
            "positions?state=payable&q=rossi",
            "positions?serviceCode=QUOTA1&state=payable",
            $"positions?serviceCode=QUOTA1&paidFrom={from}&paidTo={to}",
            $"positions?state=payable&dueFrom={from}&dueTo={to}",
            $"positions?debtorFiscalCode={owed.DebtorCode}&state=payable",
            $"notices?state=unpaid&dueFrom={from}&dueTo={to}",
            $"receipts?pspId=BPROITMM&paidFrom={from}&paidTo={to}",
            $"movements?state=matched&dateFrom={from}&dateTo={to}",
            $"ledger/postings?kind=issued&occurredFrom={from}&occurredTo={to}",
        ];
        string[] rows = loaded is null
            ? []
            :
            [
                "flows",
                $"positions?flowId={loaded}",
                $"flows/{loaded}/rows",
                $"flows/{loaded}/rows?verdict=generated",
                $"flows/{loaded}/rows?isPaid=true",
            ];
        // Last: by then the log has entries, of the questions before.
        string[] log =
        [
            "activity-log",
            "activity-log?operationId=listPositions",
            $"activity-log?clientId={RealApi.ClientId}",
            "activity-log?outcome=refused",
            "activity-log?operationId=listPositions&outcome=succeeded",
        ];
        return [.. Deep(shape), .. few, .. pairs, .. rows, .. log];
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
