using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

public sealed record IbanChange
{
    public string? Label { get; init; }
    public bool? IsActive { get; init; }
}

public sealed class IbanChangeValidator : AbstractValidator<IbanChange>
{
    public IbanChangeValidator()
    {
        RuleFor(x => x.Label).NotEmpty().MaximumLength(100);
        RuleFor(x => x.IsActive).NotNull();
    }
}

public sealed class ChangeIbanHandler(PagoDb db, EventLog events, ISettingEffects effects, IValidator<IbanChange> validator)
{
    public async Task<Outcome<IbanModel>> RunAsync(
        string organization,
        string iban,
        MergePatch<IbanChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await FindAsync(organization, iban, ct),
            current => new() { Label = current.Label, IsActive = current.IsActive },
            validator,
            (current, change) => WriteAsync(current, change, ct)
        );

    private async Task<Outcome<IbanAccount>> FindAsync(string organization, string iban, CancellationToken ct) =>
        await db.Set<IbanAccount>().SingleOrDefaultAsync(x => x.OrganizationId == organization && x.Iban == iban, ct) is { } found
            ? found
            : ApiError.NotFound("iban-not-found", OrganizationsTexts.IbanNotFound, OrganizationsTexts.NoSuchIban.With(iban));

    private async Task<Outcome<IbanModel>?> WriteAsync(IbanAccount account, IbanChange change, CancellationToken ct)
    {
        var isClosed = account.IsActive && change.IsActive == false;
        (account.Label, account.IsActive) = (change.Label!, change.IsActive!.Value);
        account.Version++;
        await db.SaveChangesAsync(ct);
        await events.EmitAsync(new IbanChanged(account), ct);
        return isClosed
            ? IbanModel.Of(account) with
            {
                Warnings = await effects.OfAsync([new SettingChange.AccountClosed(account.Iban)], ct),
            }
            : IbanModel.Of(account);
    }
}
