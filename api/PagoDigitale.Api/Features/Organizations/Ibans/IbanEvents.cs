using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

public abstract record IbanEvent(IbanAccount Account) : EventData
{
    protected IbanAccount Account { get; } = Account;

    public string Iban => Account.Iban;
    public string Label => Account.Label;
    public bool IsPostal => Account.IsPostal;
    public bool IsActive => Account.IsActive;

    protected override string SubjectId => Iban;
}

[Event("iban.created", "An account was entered.")]
public sealed record IbanCreated(IbanAccount Account) : IbanEvent(Account);

[Event("iban.changed", "An account was changed or put out of use.")]
public sealed record IbanChanged(IbanAccount Account) : IbanEvent(Account);
