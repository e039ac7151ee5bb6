using System.Text.Json;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Keeps what a position said of its debtor before it was given another, whoever gives it.</summary>
public sealed class DebtorCorrectionWriter(TenantSession session, TimeProvider clock)
{
    /// <summary>
    /// The debtor that is about to give way, and whether another position has it too. Positions are found by fiscal code: the one
    /// this position says, and the one the registry has now. Unknown persons have entries of their own, unless they have a name of the
    /// caller's.
    /// </summary>
    public async Task<FormerDebtor> FormerAsync(Position position, CancellationToken ct) =>
        new(
            position.DebtorId,
            await session.ScalarAsync<bool>(
                """
                SELECT CASE WHEN $4 = 'ANONIMO' THEN d.external_id IS NOT NULL ELSE EXISTS (
                    SELECT FROM positions p WHERE p.organization_id = $1 AND p.debtor_fiscal_code IN ($4, d.fiscal_code)
                        AND p.debtor_id = $2 AND p.position_id <> $3) END
                FROM door.debtors d WHERE d.organization_id = $1 AND d.debtor_id = $2
                """,
                ct,
                session.Organization,
                position.DebtorId,
                position.PositionId,
                position.DebtorFiscalCode
            )
        );

    /// <summary>Of a position locked by the caller, before it is changed.</summary>
    /// <param name="reason">As somebody gave it; null when the position was sent again and nobody did.</param>
    public async Task RecordAsync(Position position, string? reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO debtor_corrections (organization_id, position_id, edition, corrected_at, reason, debtor_id, type, fiscal_code,
                name, address, email)
            SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8, $9::jsonb, $10 FROM debtor_corrections WHERE organization_id = $1
                AND position_id = $2
            """,
            ct,
            session.Organization,
            position.PositionId,
            now,
            reason,
            position.DebtorId,
            position.DebtorType.ToString(),
            position.DebtorFiscalCode,
            position.DebtorName,
            position.DebtorAddress is null ? null : JsonSerializer.Serialize(position.DebtorAddress, ApiJson.Options),
            position.DebtorEmail
        );
        position.DebtorCorrectedAt = now;
    }
}

/// <summary>The last paper of an open notice, when it is older than a change of what it shows.</summary>
public sealed record OutdatedPaper(DateTimeOffset PrintedAt, bool HasOtherDebtor, bool HasOtherTerms);

public sealed class DebtorCorrectionQueries(TenantSession session)
{
    public async Task<IReadOnlyList<DebtorCorrectionModel>> OfAsync(Guid position, CancellationToken ct) =>
        await session.QueryAsync(
            """
            SELECT corrected_at, reason, type, fiscal_code, name, address::text, email FROM debtor_corrections
            WHERE organization_id = $1 AND position_id = $2 ORDER BY edition
            """,
            r => new DebtorCorrectionModel
            {
                CorrectedAt = r.GetFieldValue<DateTimeOffset>(0),
                Reason = r.IsDBNull(1) ? PositionsTexts.SentAgain.Told() : r.GetString(1),
                Type = Enum.Parse<DebtorType>(r.GetString(2)),
                FiscalCode = r.GetString(3),
                Name = r.GetString(4),
                Address = r.IsDBNull(5) ? null : JsonSerializer.Deserialize<Address>(r.GetString(5), ApiJson.Options),
                Email = r.IsDBNull(6) ? null : r.GetString(6),
            },
            ct,
            session.Organization,
            position
        );

    /// <summary>By notice number.</summary>
    public async Task<IReadOnlyDictionary<string, OutdatedPaper>> OutdatedPapersAsync(Guid position, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT n.notice_number, n.printed_at, coalesce(n.printed_at < n.debtor_corrected_at, false),
                    coalesce(n.printed_at < n.paper_changed_at, false) FROM (
                    SELECT i.notice_number, p.debtor_corrected_at, i.paper_changed_at, {PrintedSql.LastPrintedAt} AS printed_at
                    FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
                    WHERE i.organization_id = $1 AND i.position_id = $2) n
                WHERE n.printed_at < n.debtor_corrected_at OR n.printed_at < n.paper_changed_at
                """,
                r => (r.GetString(0), new OutdatedPaper(r.GetFieldValue<DateTimeOffset>(1), r.GetBoolean(2), r.GetBoolean(3))),
                ct,
                session.Organization,
                position
            )
        ).ToDictionary(r => r.Item1, r => r.Item2);
}

/// <summary>The debtor as the position had it before, whole.</summary>
public sealed record DebtorCorrectionModel
{
    public required DateTimeOffset CorrectedAt { get; init; }
    public required string Reason { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
}
