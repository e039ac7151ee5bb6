using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

public sealed record IbanInput
{
    public required string Iban { get; init; }
    public required string Label { get; init; }
}

public sealed class IbanInputValidator : AbstractValidator<IbanInput>
{
    public IbanInputValidator()
    {
        RuleFor(x => x.Iban).MustBeIban().HasRightCheckLetter();
        RuleFor(x => x.Label).NotEmpty().MaximumLength(100);
    }
}

public sealed class CreateIbanHandler(PagoDb db, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<IbanModel>> RunAsync(string organization, IbanInput input, CancellationToken ct)
    {
        var iban = Iban.Parse(input.Iban);
        if (await db.Set<IbanAccount>().AnyAsync(x => x.OrganizationId == organization && x.Iban == iban.Value, ct))
            return ApiError.Conflict(
                "iban-already-exists",
                OrganizationsTexts.AccountExists,
                OrganizationsTexts.ChangeExistingAccount.With(iban)
            );
        var account = new IbanAccount
        {
            OrganizationId = organization,
            Iban = iban.Value,
            Label = input.Label,
            IsPostal = iban.IsPostal,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(account);
        await db.SaveChangesAsync(ct);
        await events.EmitAsync(new IbanCreated(account), ct);
        return IbanModel.Of(account);
    }
}
