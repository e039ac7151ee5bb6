namespace PagoDigitale.Api.Features.AcaNotices.Aligning;

/// <summary>How far what is on record here is trusted.</summary>
public enum AcaAlignmentScope
{
    /// <summary>What differs from what the archive took.</summary>
    Changed,

    /// <summary>Everything again.</summary>
    All,
}

public enum AcaAlignmentState
{
    Waiting,
    Running,
    Completed,

    /// <summary>The connection was removed before it was.</summary>
    Cancelled,
}

public enum AcaAlignmentOrigin
{
    Request,

    /// <summary>The connection was entered.</summary>
    Connection,

    /// <summary>A service changed what its notices are paid by.</summary>
    Settings,
}

public sealed record AcaAlignmentModel
{
    public required string Id { get; init; }
    public required AcaAlignmentScope Scope { get; init; }
    public required bool IsDryRun { get; init; }
    public required AcaAlignmentState State { get; init; }
    public required AcaAlignmentOrigin Origin { get; init; }
    public required long ComparedCount { get; init; }
    public required long ToLoadCount { get; init; }
    public required long ToChangeCount { get; init; }
    public required long ToWithdrawCount { get; init; }
    public required long UnchangedCount { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}
