using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Accertamenti;

public sealed record AccertamentoChange
{
    public string? Description { get; init; }
    public bool? IsActive { get; init; }
}

public sealed class AccertamentoChangeValidator : AbstractValidator<AccertamentoChange>
{
    public AccertamentoChangeValidator()
    {
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.IsActive).NotNull();
    }
}

public sealed class ChangeAccertamentoHandler(
    TenantSession session,
    ReadAccertamentoHandler read,
    EventLog events,
    ISettingEffects effects,
    IValidator<AccertamentoChange> validator
)
{
    public async Task<Outcome<AccertamentoModel>> RunAsync(
        string accertamento,
        MergePatch<AccertamentoChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await read.RunAsync(accertamento, ct),
            current => new() { Description = current.Description, IsActive = current.IsActive },
            validator,
            (current, change) => WriteAsync(current, change, ct)
        );

    private async Task<Outcome<AccertamentoModel>?> WriteAsync(AccertamentoModel current, AccertamentoChange change, CancellationToken ct)
    {
        PublicId.TryParse(current.Id, AccertamentoModel.Prefix, out var id);
        var changed = await session.ExecuteAsync(
            """
            UPDATE accertamenti SET description = $4, is_active = $5, version = version + 1
            WHERE organization_id = $1 AND accertamento_id = $2 AND version = $3
            """,
            ct,
            session.Organization,
            id,
            (int)current.Version,
            change.Description,
            change.IsActive
        );
        if (changed == 0)
            return null;
        var after = await read.RunAsync(current.Id, ct);
        await events.EmitAsync(new AccertamentoChanged(AccertamentoFacts.Of(after.Value!)), ct);
        return current.IsActive && change.IsActive == false
            ? after.Value! with
            {
                Warnings = await effects.OfAsync([new SettingChange.AccertamentoClosed(id)], ct),
            }
            : after;
    }
}
