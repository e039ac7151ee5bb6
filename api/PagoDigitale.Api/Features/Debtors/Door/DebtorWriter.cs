using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors.Door;

/// <summary>What is known of a debtor. What is null says nothing: it does not remove what the registry has.</summary>
public sealed record DebtorFacts(
    string? ExternalId,
    DebtorType Type,
    FiscalCode FiscalCode,
    string Name,
    Address? Address = null,
    string? Email = null,
    string? Pec = null,
    string? Category = null
);

/// <summary>
/// The entry that a corrected debtor had before. When the new code is nobody's, an entry that no other position has is corrected
/// itself; where it has to stay, the new one takes over what was known and is not said again.
/// </summary>
public sealed record FormerDebtor(Guid Id, bool IsShared);

public sealed record WrittenDebtor(Guid Id, bool IsNew, bool IsChanged);

/// <summary>
/// Finds a debtor by the caller's identifier or by fiscal code, and creates or updates it. One registry entry per fiscal
/// code; anonymous debtors are many. Two callers with the same debtor follow each other: the keys are locked first, so the
/// statement that decides sees what the other one wrote. It is one round trip. Flows write debtors by the thousand and take no
/// such locks: whoever is overtaken by one looks again, and sees it.
/// </summary>
public sealed class DebtorWriter(TenantSession session, EventLog events, TimeProvider clock)
{
    // Always the fiscal code first, then the identifier: two callers cannot wait for each other.
    internal const string LockFiscalCode =
        "SELECT pg_advisory_xact_lock(hashtextextended('debtor-code/' || $1 || '/' || $2, 0)) WHERE $2 <> 'ANONIMO'";
    private const string LockExternalId =
        "SELECT pg_advisory_xact_lock(hashtextextended('debtor-id/' || $1 || '/' || $2, 0)) WHERE $2 IS NOT NULL";

    private const int LooksMax = 5;

    private static readonly SqlText _upsert = SqlText.Statement(
        typeof(DebtorWriter),
        "UpsertDebtor.sql",
        ("assignments", DebtorMerge.Assignments("$6", "$7", "$8", "$9")),
        ("is_news", DebtorMerge.IsNews("$6", "$7", "$8", "$9"))
    );

    public async Task<Outcome<WrittenDebtor>> UpsertAsync(DebtorFacts debtor, CancellationToken ct, FormerDebtor? former = null)
    {
        var (written, clashes) = await ExecuteAsync(debtor, former, ct);
        // Each time it is somebody else's commit that came between; the row that stood in the way is there at the next look.
        for (var looks = 1; written is null && !clashes && looks < LooksMax; looks++)
            (written, clashes) = await ExecuteAsync(debtor, former, ct);
        if (clashes)
            return ApiError.Conflict(
                "debtor-fiscal-code-taken",
                DebtorsTexts.FiscalCodeIsTaken,
                DebtorsTexts.BelongsToOtherExternalId.With(debtor.FiscalCode)
            );
        if (written is null)
            return DatabaseFailure.Contended;
        if (written.IsNew || written.IsChanged)
            await EmitAsync(written, ct);
        return written;
    }

    private async Task EmitAsync(WrittenDebtor written, CancellationToken ct)
    {
        var (id, externalId) = (
            PublicId.Format(DebtorModel.Prefix, written.Id),
            await session.ScalarAsync<string?>(
                "SELECT external_id FROM debtors WHERE organization_id = $1 AND debtor_id = $2",
                ct,
                session.Organization,
                written.Id
            )
        );
        await events.EmitAsync(written.IsNew ? new DebtorCreated(id, externalId) : new DebtorChanged(id, externalId), ct);
    }

    private async Task<(WrittenDebtor? Written, bool Clashes)> ExecuteAsync(DebtorFacts debtor, FormerDebtor? former, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(session.Connection, session.Transaction);
        batch.BatchCommands.Add(Command(LockFiscalCode, session.Organization, debtor.FiscalCode.Value));
        batch.BatchCommands.Add(Command(LockExternalId, session.Organization, Text(debtor.ExternalId)));
        batch.BatchCommands.Add(
            Command(
                _upsert,
                session.Organization,
                PublicId.NewGuid(now),
                Text(debtor.ExternalId),
                debtor.Type.ToString(),
                debtor.FiscalCode.Value,
                debtor.Name,
                new NpgsqlParameter
                {
                    Value = debtor.Address is { } address ? JsonSerializer.Serialize(address, ApiJson.Options) : DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.Jsonb,
                },
                Text(debtor.Email),
                Text(debtor.Pec),
                Text(debtor.Category),
                now,
                new NpgsqlParameter { Value = (object?)former?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                former?.IsShared ?? false
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.IsDBNull(0) ? null : new(reader.GetGuid(0), reader.GetBoolean(1), reader.GetBoolean(2)), reader.GetBoolean(3));
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}
