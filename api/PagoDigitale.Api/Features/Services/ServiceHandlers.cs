using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services;

public sealed class CreateServiceHandler(
    TenantSession session,
    ServiceQueries queries,
    ServiceReferenceQueries references,
    ServiceTaxonomyQueries taxonomy,
    EventLog events,
    TimeProvider clock
)
{
    public async Task<Outcome<ServiceModel>> RunAsync(ServiceInput input, CancellationToken ct)
    {
        var (iban, postalIban) = (Iban.Parse(input.Iban).Value, input.PostalIban is null ? null : Iban.Parse(input.PostalIban).Value);
        var accertamento = await references.CheckAsync(new(iban, postalIban, input.UnitCode, input.AccountingClass), ct);
        if (accertamento.Error is { } error)
            return error;
        var code = TaxonomyCode.Parse(input.TaxonomyCode).Value;
        if (await taxonomy.RefuseAsync(code, ct) is { } refused)
            return refused;
        var created = await session.ExecuteAsync(
            """
            INSERT INTO services (organization_id, service_code, description, functional_class, taxonomy_code, iban, postal_iban,
                unit_code, amount_cents,
                is_spontaneous, accertamento_id, keep_payable_after_due_date, created_at, allows_other_amounts)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING
            """,
            ct,
            session.Organization,
            input.Code,
            input.Description,
            input.FunctionalClass,
            code,
            iban,
            postalIban,
            input.UnitCode,
            input.AmountCents,
            input.IsSpontaneous ?? false,
            accertamento.Value,
            input.KeepPayableAfterDueDate ?? true,
            clock.GetUtcNow(),
            input.AllowsOtherAmounts ?? false
        );
        if (created == 0)
            return ApiError.Conflict(
                "service-already-exists",
                "The service exists already",
                $"There is a service with the code {input.Code}; change it with PATCH."
            );
        await events.EmitAsync("service.created", "service", input.Code, new { }, ct);
        var read = await queries.ReadAsync(input.Code, ct);
        return await taxonomy.WarnAsync(read.Value!, isNamed: true, ct);
    }
}

public sealed class ChangeServiceHandler(
    TenantSession session,
    ServiceQueries queries,
    ServiceReferenceQueries references,
    ServiceTaxonomyQueries taxonomy,
    EventLog events,
    ISettingEffects effects,
    IValidator<ServiceChange> validator
)
{
    public async Task<Outcome<ServiceModel>> RunAsync(string code, MergePatch<ServiceChange> patch, string? ifMatch, CancellationToken ct)
    {
        var found = await queries.ReadAsync(code, ct);
        if (found.Error is { } missing)
            return missing;
        var current = found.Value!;
        if (EntityTag.Check(ifMatch, current.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(ChangeableOf(current), validator);
        if (outcome.Error is { } error)
            return error;
        var change = Normalised(outcome.Value!);
        // Only what is changed must hold now, the code too: it may have ended since the service got it.
        var isNamed = change.TaxonomyCode != current.TaxonomyCode;
        if (
            (await CheckAsync(current, change, ct) ?? (isNamed ? await taxonomy.RefuseAsync(change.TaxonomyCode!, ct) : null)) is { } broken
        )
            return broken;
        if (await SaveAsync(code, current.Version, change, ct) == 0)
            return EntityTag.Stale(ifMatch, current.Version + 1);
        await events.EmitAsync("service.changed", "service", code, new { change.IsActive }, ct);
        var changed = (await queries.ReadAsync(code, ct)).Value!;
        if (EffectsOf(current, change).ToList() is { Count: > 0 } felt)
            changed = changed with { Warnings = await effects.OfAsync(felt, ct) };
        return await taxonomy.WarnAsync(changed, isNamed, ct);
    }

    private static IEnumerable<SettingChange> EffectsOf(ServiceModel current, ServiceChange change)
    {
        if (current.IsActive && change.IsActive == false)
            yield return new SettingChange.ServiceClosed(current.Code);
        if (current.KeepPayableAfterDueDate && change.KeepPayableAfterDueDate == false)
            yield return new SettingChange.LatePaymentsEnded(current.Code);
    }

    /// <summary>Only what is changed must hold now: an account closed since then does not keep a description from being mended.</summary>
    private async Task<ApiError?> CheckAsync(ServiceModel current, ServiceChange change, CancellationToken ct) =>
        (
            await references.CheckAsync(
                new(
                    change.Iban == current.Iban ? null : change.Iban,
                    change.PostalIban == current.PostalIban ? null : change.PostalIban,
                    change.UnitCode == current.UnitCode ? null : change.UnitCode,
                    change.AccountingClass == current.AccountingClass ? null : change.AccountingClass
                ),
                ct
            )
        ).Error;

    private Task<int> SaveAsync(string code, long version, ServiceChange change, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE services SET description = $4, functional_class = $5, taxonomy_code = $6, iban = $7, postal_iban = $8, unit_code = $9,
                amount_cents = $10,
                is_spontaneous = $11, keep_payable_after_due_date = $12, is_active = $13, allows_other_amounts = $16, version = version + 1,
                accertamento_id = (SELECT a.accertamento_id FROM door.accertamenti a WHERE a.organization_id = $1 AND a.year = $14::int
                    AND a.number = $15)
            WHERE organization_id = $1 AND service_code = $2 AND version = $3
            """,
            ct,
            session.Organization,
            code,
            (int)version,
            change.Description,
            change.FunctionalClass,
            change.TaxonomyCode,
            change.Iban,
            change.PostalIban,
            change.UnitCode,
            change.AmountCents,
            change.IsSpontaneous,
            change.KeepPayableAfterDueDate,
            change.IsActive,
            change.AccountingClass?.AccertamentoYear,
            change.AccountingClass?.AccertamentoNumber,
            change.AllowsOtherAmounts
        );

    private static ServiceChange Normalised(ServiceChange change) =>
        change with
        {
            TaxonomyCode = TaxonomyCode.Parse(change.TaxonomyCode!).Value,
            Iban = Iban.Parse(change.Iban!).Value,
            PostalIban = change.PostalIban is null ? null : Iban.Parse(change.PostalIban).Value,
        };

    private static ServiceChange ChangeableOf(ServiceModel s) =>
        new()
        {
            Description = s.Description,
            FunctionalClass = s.FunctionalClass,
            TaxonomyCode = s.TaxonomyCode,
            Iban = s.Iban,
            PostalIban = s.PostalIban,
            UnitCode = s.UnitCode,
            AmountCents = s.AmountCents,
            AllowsOtherAmounts = s.AllowsOtherAmounts,
            IsSpontaneous = s.IsSpontaneous,
            AccountingClass = s.AccountingClass,
            KeepPayableAfterDueDate = s.KeepPayableAfterDueDate,
            IsActive = s.IsActive,
        };
}
