using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>A whole flow with its anomalies, or why it was refused.</summary>
public sealed record FlussoReading(
    FlussoRiversamento? Header,
    IReadOnlyList<FlussoRow> Rows,
    IReadOnlyList<FlussoAnomaly> Anomalies,
    WireError? Error
)
{
    [MemberNotNullWhen(true, nameof(Header))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>
    /// It says what the other says, whatever bytes it is written with: the XML file and the answers of the REST service of one flow are
    /// one. The order of rows says nothing.
    /// </summary>
    public bool SaysTheSameAs(FlussoReading other) =>
        IsOk
        && other.IsOk
        && Told(Header) == Told(other.Header)
        && Rows.Count == other.Rows.Count
        && Anomalies.Count == other.Anomalies.Count
        && Told(Rows).SequenceEqual(Told(other.Rows));

    /// <summary>Without what only names or numbers things: not every form has it.</summary>
    private static FlussoRiversamento Told(FlussoRiversamento header) =>
        header with
        {
            Version = "",
            BicCode = null,
            Sender = new("", header.Sender.Code),
            Receiver = new("", header.Receiver.Code),
        };

    private static IEnumerable<FlussoRow> Told(IReadOnlyList<FlussoRow> rows) =>
        rows.Select(r => r with { Number = 0 })
            .OrderBy(r => r.Iuv, StringComparer.Ordinal)
            .ThenBy(r => r.Iur, StringComparer.Ordinal)
            .ThenBy(r => r.TransferIndex)
            .ThenBy(r => r.OutcomeCode, StringComparer.Ordinal)
            .ThenBy(r => r.AmountCents)
            .ThenBy(r => r.PaymentDate);
}
