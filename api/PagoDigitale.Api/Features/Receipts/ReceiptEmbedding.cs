using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>Puts beside receipts what <c>embed</c> asks for, in one question for all of them.</summary>
public sealed class ReceiptEmbedding(PositionSummaries positions)
{
    public const string Position = "position";

    public async Task<List<(Guid Id, ReceiptModel Receipt)>> AddAsync(
        List<(Guid Id, ReceiptModel Receipt)> found,
        string[]? embed,
        CancellationToken ct
    )
    {
        if (embed?.Contains(Position) != true)
            return found;
        var paid = await positions.OfAsync([.. found.Select(f => PositionOf(f.Receipt)).OfType<Guid>().Distinct()], ct);
        return
        [
            .. found.Select(f => (f.Id, f.Receipt with { Position = PositionOf(f.Receipt) is { } id ? paid.GetValueOrDefault(id) : null })),
        ];
    }

    private static Guid? PositionOf(ReceiptModel receipt) => PublicId.TryParse(receipt.PositionId, "pos", out var id) ? id : null;
}
