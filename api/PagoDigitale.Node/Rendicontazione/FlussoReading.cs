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
}
