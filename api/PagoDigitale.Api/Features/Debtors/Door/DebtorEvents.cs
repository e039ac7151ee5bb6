using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Debtors.Door;

/// <summary>Identifiers alone: who the debtor is, is read by whoever may read debtors.</summary>
public abstract record DebtorEvent(string DebtorId, string? ExternalId) : EventData
{
    protected override string SubjectId => DebtorId;
}

[Event("debtor.created", "A debtor was entered.")]
public sealed record DebtorCreated(string DebtorId, string? ExternalId) : DebtorEvent(DebtorId, ExternalId);

[Event("debtor.changed", "A debtor was changed.")]
public sealed record DebtorChanged(string DebtorId, string? ExternalId) : DebtorEvent(DebtorId, ExternalId);
