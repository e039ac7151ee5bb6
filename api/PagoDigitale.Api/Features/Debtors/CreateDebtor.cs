using FluentValidation;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Debtors;

public sealed record DebtorInput
{
    public string? ExternalId { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }

    [Printed]
    public required string Name { get; init; }

    [Printed]
    public Address? Address { get; init; }

    public string? Email { get; init; }
    public string? Pec { get; init; }
    public string? Category { get; init; }
}

public sealed class DebtorInputValidator : AbstractValidator<DebtorInput>
{
    public DebtorInputValidator()
    {
        RuleFor(x => x.ExternalId).Length(1, 128).When(x => x.ExternalId is not null);
        RuleFor(x => x.FiscalCode).NotEmpty().MustBeFiscalCode().MustFit(x => x.Type);
        RuleFor(x => x.Name).NotEmpty().MaximumLength(70);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Category).MaximumLength(50);
    }
}

public sealed class CreateDebtorHandler(DebtorWriter writer, ReadDebtorHandler read)
{
    public async Task<Outcome<Created<DebtorModel>>> RunAsync(DebtorInput input, CancellationToken ct)
    {
        var facts = new DebtorFacts(
            input.ExternalId,
            input.Type,
            FiscalCode.Parse(input.FiscalCode),
            input.Name,
            input.Address,
            input.Email,
            input.Pec,
            input.Category
        );
        var written = await writer.UpsertAsync(facts, ct);
        if (written.Error is { } refusal)
            return refusal;
        var model = await read.RunAsync(PublicId.Format(DebtorModel.Prefix, written.Value!.Id), ct);
        return model.Error is { } error ? error : new Created<DebtorModel>(model.Value!, written.Value.IsNew);
    }
}
