namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>A receipt that came.</summary>
public sealed record CameReceipt(Guid Id, string Iur, string Iuv);

/// <summary>Whoever keeps account of payments whose receipt has not come. Answered by <c>MissingReceipts</c>, which stands above.</summary>
public interface IReceiptsAwaited
{
    /// <summary>The rows of a flow are written and tied to receipts, and those of the revision that it supersedes count no more.</summary>
    Task ToldAsync(Guid flow, Guid? superseded, CancellationToken ct);

    /// <summary>Receipts of the node came, whoever brought them.</summary>
    Task CameAsync(IReadOnlyList<CameReceipt> receipts, CancellationToken ct);
}
