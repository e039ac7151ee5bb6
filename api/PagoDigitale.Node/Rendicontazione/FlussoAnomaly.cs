using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>Something wrong with a flow that is kept all the same. RowNumber is absent for what concerns the whole flow.</summary>
public sealed record FlussoAnomaly(string Code, Message Message, int? RowNumber = null);

public static class FlussoAnomalyCodes
{
    public const string SumMismatch = "sum-mismatch";
    public const string CountMismatch = "count-mismatch";
    public const string DuplicateRow = "duplicate-row";
    public const string UnknownOutcome = "unknown-outcome";
    public const string IdTooLong = "id-too-long";
    public const string InvalidId = "invalid-id";
    public const string InvalidRow = "invalid-row";
    public const string NegativeAmount = "negative-amount";
    public const string ZeroAmount = "zero-amount";
    public const string AmountOutOfRange = "amount-out-of-range";
    public const string TransferIndexOutOfRange = "transfer-index-out-of-range";
    public const string UnknownVersion = "unknown-version";
    public const string UnexpectedElement = "unexpected-element";
    public const string TooManyAnomalies = "too-many-anomalies";
}
