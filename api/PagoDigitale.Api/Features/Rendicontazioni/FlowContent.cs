using System.Globalization;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>A flow as we keep it, out of what was read: signed amounts, codes that fit, anomalies in words.</summary>
public sealed record FlowContent(
    FlussoRiversamento Header,
    IReadOnlyList<FlussoRow> Rows,
    long[] AmountsCents,
    long ComputedCents,
    IReadOnlyList<Anomaly> Anomalies
)
{
    public const short UnreadableOutcome = 99;

    /// <summary>As many as the contract shows.</summary>
    public const int AnomaliesMax = 100;

    public static FlowContent Of(FlussoReading reading, DateOnly today)
    {
        var amounts = SignedAmounts(reading.Rows);
        return new(
            reading.Header!,
            reading.Rows,
            amounts,
            amounts.Sum(),
            [
                .. HeaderDates(reading.Header!, today)
                    .Concat(reading.Anomalies.Select(InWords))
                    .Concat(AddedRevocations(reading, amounts))
                    .Concat(RowDates(reading.Rows, today))
                    .Take(AnomaliesMax),
            ]
        );
    }

    public static short OutcomeCode(FlussoRow row) =>
        short.TryParse(row.OutcomeCode, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code < UnreadableOutcome
            ? code
            : UnreadableOutcome;

    public static short? TransferIndex(FlussoRow row) => row.TransferIndex is >= 1 and <= 5 ? (short)row.TransferIndex : null;

    /// <summary>
    /// The specification wants revoked payments negative, the schema only lets them be positive: what was taken back counts as
    /// negative however it is written. A total that adds it does not agree with its rows then.
    /// </summary>
    private static long[] SignedAmounts(IReadOnlyList<FlussoRow> rows) =>
        [.. rows.Select(r => IsRevokedPositive(r) ? -r.AmountCents : r.AmountCents)];

    private static bool IsRevokedPositive(FlussoRow row) => row is { OutcomeCode: FlussoOutcomes.Revoked, AmountCents: > 0 };

    /// <summary>The reader looks at the amounts as written; what it cannot see is a total that adds what was taken back.</summary>
    private static IEnumerable<Anomaly> AddedRevocations(FlussoReading reading, long[] amounts) =>
        amounts.Sum() != reading.Header!.TotalAmountCents && reading.Rows.Sum(r => r.AmountCents) == reading.Header.TotalAmountCents
            ? reading
                .Rows.Where(IsRevokedPositive)
                .Select(r => new Anomaly { Code = "revoked-added", Message = OfRow(r.Number, RendicontazioniTexts.RevokedAdded) })
            : [];

    private static IEnumerable<Anomaly> HeaderDates(FlussoRiversamento header, DateOnly today) =>
        new[]
        {
            Anomaly.OfDate("dataOraFlusso", header.FlussoDateTime, today),
            Anomaly.OfDate("dataRegolamento", header.RegulationDate, today),
        }.OfType<Anomaly>();

    private static IEnumerable<Anomaly> RowDates(IReadOnlyList<FlussoRow> rows, DateOnly today) =>
        from row in rows
        let anomaly = Anomaly.OfDate("dataEsitoSingoloPagamento", row.PaymentDate, today)
        where anomaly is not null
        select anomaly with
        {
            Message = OfRow(row.Number, anomaly.Message),
        };

    private static Anomaly InWords(FlussoAnomaly anomaly) =>
        new() { Code = anomaly.Code, Message = anomaly.RowNumber is { } row ? OfRow(row, anomaly.Message) : anomaly.Message };

    private static Message OfRow(int row, Message problem) => RendicontazioniTexts.OfRow.With(row, problem);
}
