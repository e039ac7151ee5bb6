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
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Debtors;

public sealed record DebtorChange
{
    public DebtorType? Type { get; init; }
    public string? FiscalCode { get; init; }

    [Printed]
    public string? Name { get; init; }

    [NullRemoves, Printed]
    public Address? Address { get; init; }

    [NullRemoves]
    public string? Email { get; init; }

    [NullRemoves]
    public string? Pec { get; init; }

    [NullRemoves]
    public string? Category { get; init; }
}

public sealed class DebtorChangeValidator : AbstractValidator<DebtorChange>
{
    public DebtorChangeValidator()
    {
        RuleFor(x => x.Type).NotNull();
        RuleFor(x => x.FiscalCode).NotEmpty().MustBeFiscalCode().MustFit(x => x.Type);
        RuleFor(x => x.Name).NotEmpty().MaximumLength(70);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Category).MaximumLength(50);
    }
}

public sealed class ChangeDebtorHandler(
    TenantSession session,
    ReadDebtorHandler read,
    EventLog events,
    IValidator<DebtorChange> validator,
    TimeProvider clock
)
{
    public async Task<Outcome<DebtorModel>> RunAsync(
        string debtor,
        MergePatch<DebtorChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await read.RunAsync(debtor, ct),
            ChangeableOf,
            validator,
            (current, change) => WriteAsync(current, change with { FiscalCode = FiscalCode.Parse(change.FiscalCode!).Value }, ct)
        );

    private async Task<Outcome<DebtorModel>?> WriteAsync(DebtorModel current, DebtorChange change, CancellationToken ct)
    {
        if (change.FiscalCode != current.FiscalCode && await IsTakenAsync(change.FiscalCode!, ct))
            return ApiError.Conflict(
                "debtor-fiscal-code-taken",
                DebtorsTexts.FiscalCodeIsTaken,
                DebtorsTexts.BelongsToAnother.With(change.FiscalCode)
            );
        PublicId.TryParse(current.Id, DebtorModel.Prefix, out var id);
        if (await SaveAsync(id, current.Version, change, ct) == 0)
            return null;
        await events.EmitAsync(new DebtorChanged(current.Id, current.ExternalId), ct);
        return await read.RunAsync(current.Id, ct);
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
