using System.Text.Json;
using FluentValidation;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors;

public sealed class CreateDebtorHandler(DebtorWriter writer, DebtorQueries queries)
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
        var model = await queries.ReadAsync(PublicId.Format(DebtorModel.Prefix, written.Value!.Id), ct);
        return model.Error is { } error ? error : new Created<DebtorModel>(model.Value!, written.Value.IsNew);
    }
}

public sealed class ChangeDebtorHandler(
    TenantSession session,
    DebtorQueries queries,
    EventLog events,
    IValidator<DebtorChange> validator,
    TimeProvider clock
)
{
    public async Task<Outcome<DebtorModel>> RunAsync(string debtor, MergePatch<DebtorChange> patch, string? ifMatch, CancellationToken ct)
    {
        var found = await queries.ReadAsync(debtor, ct);
        if (found.Error is { } missing)
            return missing;
        var current = found.Value!;
        if (EntityTag.Check(ifMatch, current.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(ChangeableOf(current), validator);
        if (outcome.Error is { } error)
            return error;
        var change = outcome.Value! with { FiscalCode = FiscalCode.Parse(outcome.Value!.FiscalCode!).Value };
        PublicId.TryParse(debtor, DebtorModel.Prefix, out var id);
        if (change.FiscalCode != current.FiscalCode && await IsTakenAsync(change.FiscalCode, ct))
            return ApiError.Conflict(
                "debtor-fiscal-code-taken",
                "Another debtor has this fiscal code",
                $"The fiscal code {change.FiscalCode} belongs to another debtor of the organization."
            );
        if (await SaveAsync(id, current.Version, change, ct) == 0)
            return EntityTag.Stale(ifMatch, current.Version + 1);
        await events.EmitAsync("debtor.changed", "debtor", debtor, new { }, ct);
        return await queries.ReadAsync(debtor, ct);
    }

    private async Task<bool> IsTakenAsync(string fiscalCode, CancellationToken ct)
    {
        await session.ExecuteAsync(DebtorWriter.LockFiscalCode, ct, session.Organization, fiscalCode);
        return await session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM debtors WHERE organization_id = $1 AND fiscal_code = $2 AND fiscal_code <> 'ANONIMO')",
            ct,
            session.Organization,
            fiscalCode
        );
    }

    private Task<int> SaveAsync(Guid id, long version, DebtorChange change, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE debtors SET type = $4, fiscal_code = $5, name = $6, address = $7, email = $8, pec = $9, category = $10,
                version = version + 1, updated_at = $11
            WHERE organization_id = $1 AND debtor_id = $2 AND version = $3
            """,
            ct,
            session.Organization,
            id,
            (int)version,
            change.Type!.Value.ToString(),
            change.FiscalCode,
            change.Name,
            new NpgsqlParameter
            {
                Value = change.Address is { } address ? JsonSerializer.Serialize(address, ApiJson.Options) : DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
            change.Email,
            change.Pec,
            change.Category,
            clock.GetUtcNow()
        );

    private static DebtorChange ChangeableOf(DebtorModel d) =>
        new()
        {
            Type = d.Type,
            FiscalCode = d.FiscalCode,
            Name = d.Name,
            Address = d.Address,
            Email = d.Email,
            Pec = d.Pec,
            Category = d.Category,
        };
}
