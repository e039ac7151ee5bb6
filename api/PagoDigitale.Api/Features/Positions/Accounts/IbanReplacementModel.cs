using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed record IbanReplacementModel
{
    public const string Prefix = "ibr";

    /// <summary>Null in a dry run.</summary>
    public string? Id { get; init; }
    public required string Iban { get; init; }
    public required string NewIban { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required string Reason { get; init; }
    public required IbanReplacementState State { get; init; }
    public required IbanReplacementCounts Counts { get; init; }
    public Failure? Failure { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <param name="Notices">Open notices: those that somebody can pay.</param>
/// <param name="PrintedNotices">Of the open notices, those whose paper is out.</param>
/// <param name="NotPayable">Drafts, expired and cancelled instalments, which can become payable again.</param>
public sealed record IbanReplacementCounts(long Notices, long PrintedNotices, long NotPayable, long Services);
