using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Puts beside movements what <c>embed</c> asks for: one question for each kind, however many movements there are.</summary>
public sealed class MovementEmbedding(RendicontazioneSummaries rendicontazioni, ReceiptSummaries receipts)
{
    public const string Rendicontazioni = "rendicontazioni";

    public const string Receipt = "receipt";

    public async Task<List<(Guid Id, MovementModel Model)>> AddAsync(
        List<(Guid Id, MovementModel Model)> found,
        string[]? embed,
        CancellationToken ct
    )
    {
        if (embed is null)
            return found;
        var told = embed.Contains(Rendicontazioni)
            ? await rendicontazioni.FindAsync([.. found.SelectMany(f => MatchedOf(f.Model)).Distinct()], ct)
            : null;
        var paid = embed.Contains(Receipt)
            ? await receipts.FindAsync([.. found.Select(f => ReceiptOf(f.Model)).OfType<Guid>().Distinct()], ct)
            : null;
        return
        [
            .. found.Select(f =>
                (
                    f.Id,
                    f.Model with
                    {
                        Rendicontazioni = told is null ? null : [.. MatchedOf(f.Model).Select(id => told[id])],
                        Receipt = ReceiptOf(f.Model) is { } receipt ? paid?.GetValueOrDefault(receipt) : null,
                    }
                )
            ),
        ];
    }

    /// <summary>In the order of the matches.</summary>
    private static IEnumerable<Guid> MatchedOf(MovementModel movement) =>
        movement.Matches.Select(m => PublicId.TryParse(m.RendicontazioneId, "rnd", out var id) ? id : Guid.Empty);

    private static Guid? ReceiptOf(MovementModel movement) => PublicId.TryParse(movement.ReceiptId, "rcp", out var id) ? id : null;
}
