using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public abstract record IbanReplacementTold(IbanReplacementRecord Replacement) : EventData
{
    protected IbanReplacementRecord Replacement { get; } = Replacement;

    public string ReplacementId => Replacement.PublicId;
    public string Iban => Replacement.Iban;
    public string NewIban => Replacement.NewIban;
    public DateOnly FirstDay => Replacement.FirstDay;
    public string Reason => Replacement.Reason;
    public IbanReplacementState State => Replacement.State;

    protected override string SubjectId => Iban;
}

[Event("iban.replacement-scheduled", "A replacement of an account was asked for.")]
public sealed record IbanReplacementScheduled(IbanReplacementRecord Replacement) : IbanReplacementTold(Replacement);

[Event("iban.replacement-cancelled", "A replacement of an account was called off before its day.")]
public sealed record IbanReplacementCancelled(IbanReplacementRecord Replacement) : IbanReplacementTold(Replacement);

/// <param name="Code">Of the failure of the replacement.</param>
[Event("iban.replacement-failed", "A replacement of an account could not be done.")]
public sealed record IbanReplacementFailed(IbanReplacementRecord Replacement, string Code) : IbanReplacementTold(Replacement);

[Event("iban.replaced", "An account was replaced by another in services and open notices.")]
public sealed record IbanReplaced(IbanReplacementRecord Replacement) : IbanReplacementTold(Replacement)
{
    public long NoticesCount => Replacement.Counts.Notices;
    public long PrintedNoticesCount => Replacement.Counts.PrintedNotices;
    public long NotPayableCount => Replacement.Counts.NotPayable;
    public long ServicesCount => Replacement.Counts.Services;
}

/// <summary>In the feed of an organization whose notices credit the account of another.</summary>
/// <param name="Beneficiary">Fiscal code of whose account it is.</param>
/// <param name="NoticesCount">Open notices that credit it; <c>listIbanNotices</c> lists them.</param>
[Event("iban.beneficiary-replaced", "Open notices pay another account of a beneficiary that is not the organization.")]
public sealed record IbanBeneficiaryReplaced(string Iban, string Beneficiary, long NoticesCount) : EventData
{
    protected override string SubjectId => Iban;
}
