namespace PagoDigitale.Core.Remittance;

public enum RemittanceKind
{
    None,

    /// <summary>identificativoFlusso: the credit covers a whole rendicontazione.</summary>
    Flow,

    /// <summary>The credit is the single transfer of one payment.</summary>
    Iuv,
}

public enum RemittanceConfidence
{
    Exact,

    /// <summary>Read after joining what the bank's layout had broken.</summary>
    Repaired,

    /// <summary>Only the beginning is left: a person decides, because the flow it begins may come tomorrow.</summary>
    Truncated,
}

/// <summary>What the text of a bank movement points to.</summary>
public sealed record RemittanceReference(RemittanceKind Kind, string Value, RemittanceConfidence Confidence, long? AmountCents = null)
{
    public static RemittanceReference None { get; } = new(RemittanceKind.None, "", RemittanceConfidence.Exact);
}
