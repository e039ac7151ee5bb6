using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A line with what its text points to.</summary>
public sealed record MovementDraft(StatementLine Line, RemittanceReference Reference, bool IsPagoPa)
{
    public string? ReferenceKind =>
        Reference.Kind switch
        {
            RemittanceKind.Flow => "flow",
            RemittanceKind.Iuv => "iuv",
            _ => null,
        };

    public static MovementDraft Of(StatementLine line, IReadOnlySet<string> knownFlussoIds)
    {
        var reference = ReferenceOf(line.Description, knownFlussoIds);
        return new(line, reference, reference.Kind != RemittanceKind.None || RemittanceParser.IsPagoPa(line.Description));
    }

    /// <summary>A flow id we know is surer than any reading of the text.</summary>
    private static RemittanceReference ReferenceOf(string description, IReadOnlySet<string> knownFlussoIds)
    {
        var parsed = RemittanceParser.Parse(description);
        if (RemittanceParser.FindKnownFlow(description, knownFlussoIds) is not { } known || known == parsed.Value)
            return parsed;
        var isUnbroken = description.Contains(known, StringComparison.OrdinalIgnoreCase);
        return new(RemittanceKind.Flow, known, isUnbroken ? RemittanceConfidence.Exact : RemittanceConfidence.Repaired);
    }
}
