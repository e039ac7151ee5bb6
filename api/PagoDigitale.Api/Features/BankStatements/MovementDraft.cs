using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A line with what its text points to and the fingerprint that recognises it in another statement.</summary>
/// <param name="Fingerprint">Of the line and its place among equal lines of the file.</param>
public sealed record MovementDraft(StatementLine Line, RemittanceReference Reference, bool IsPagoPa, byte[] Fingerprint)
{
    /// <summary>The fingerprint of the same line in one account, for when another account has an equal one.</summary>
    public byte[] FingerprintIn(string accountIban) => SHA256.HashData([.. Fingerprint, .. Encoding.ASCII.GetBytes(accountIban)]);

    public string? ReferenceKind => Reference.Kind switch { RemittanceKind.Flow => "flow", RemittanceKind.Iuv => "iuv", _ => null };

    public static List<MovementDraft> Of(IReadOnlyList<StatementLine> lines, IReadOnlySet<string> knownFlowIds)
    {
        var seen = new Dictionary<string, int>();
        return [.. lines.Select(line => Of(line, knownFlowIds, seen))];
    }

    private static MovementDraft Of(StatementLine line, IReadOnlySet<string> knownFlowIds, Dictionary<string, int> seen)
    {
        var reference = ReferenceOf(line.Description, knownFlowIds);
        var isPagoPa = reference.Kind != RemittanceKind.None || RemittanceParser.IsPagoPa(line.Description);
        return new(line, reference, isPagoPa, FingerprintOf(line, seen));
    }

    /// <summary>A flow id we know is surer than any reading of the text.</summary>
    private static RemittanceReference ReferenceOf(string description, IReadOnlySet<string> knownFlowIds)
    {
        var parsed = RemittanceParser.Parse(description);
        if (RemittanceParser.FindKnownFlow(description, knownFlowIds) is not { } known || known == parsed.Value)
            return parsed;
        return new(RemittanceKind.Flow, known, RemittanceConfidence.Repaired);
    }

    /// <summary>
    /// Two equal lines of one file are two movements; the same line in two files is one. Banks break the text differently from
    /// one export to the next, so white space does not count.
    /// </summary>
    private static byte[] FingerprintOf(StatementLine line, Dictionary<string, int> seen)
    {
        var text = string.Concat(line.Description.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        var same = string.Create(CultureInfo.InvariantCulture, $"{line.AccountingDate:yyyy-MM-dd}|{line.AmountCents}|{text}|{line.Provvisorio}");
        var ordinal = seen[same] = seen.GetValueOrDefault(same) + 1;
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{same}|{ordinal}")));
    }
}
