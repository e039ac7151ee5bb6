using System.Text.Json;
using PagoDigitale.Api.Features.Notices.Exposed;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Keeps what a position said of its debtor before it was given another, whoever gives it.</summary>
public sealed class DebtorCorrectionWriter(TenantSession session, TimeProvider clock)
{
    /// <summary>Of a position locked by the caller, before it is changed.</summary>
    public async Task RecordAsync(Position position, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync("""
            INSERT INTO debtor_corrections (organization_id, position_id, edition, corrected_at, reason, debtor_id, type, fiscal_code, name, address, email)
            SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8, $9::jsonb, $10 FROM debtor_corrections WHERE organization_id = $1 AND position_id = $2
            """, ct, session.Organization, position.PositionId, now, reason, position.DebtorId, position.DebtorType.ToString(), position.DebtorFiscalCode, position.DebtorName,
            position.DebtorAddress is null ? null : JsonSerializer.Serialize(position.DebtorAddress, ApiJson.Options), position.DebtorEmail);
        position.DebtorCorrectedAt = now;
    }
}

public sealed class DebtorCorrectionQueries(TenantSession session)
{
    public async Task<IReadOnlyList<DebtorCorrectionModel>> OfAsync(Guid position, CancellationToken ct) => await session.QueryAsync("""
        SELECT corrected_at, reason, fiscal_code, name FROM debtor_corrections WHERE organization_id = $1 AND position_id = $2 ORDER BY edition
        """, r => new DebtorCorrectionModel(r.GetFieldValue<DateTimeOffset>(0), r.GetString(1), r.GetString(2), r.GetString(3)), ct, session.Organization, position);

    /// <summary>Open notices whose last paper is older than the last correction, and when it was printed.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> OutdatedPapersAsync(Guid position, CancellationToken ct) => (await session.QueryAsync($"""
        SELECT n.notice_number, n.printed_at FROM (
            SELECT i.notice_number, p.debtor_corrected_at, {PrintedSql.LastPrintedAt} AS printed_at
            FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
            WHERE i.organization_id = $1 AND i.position_id = $2) n
        WHERE n.printed_at < n.debtor_corrected_at
        """, r => (r.GetString(0), r.GetFieldValue<DateTimeOffset>(1)), ct, session.Organization, position)).ToDictionary(r => r.Item1, r => r.Item2);
}

/// <param name="FiscalCode">As it was before.</param>
/// <param name="Name">As it was before.</param>
public sealed record DebtorCorrectionModel(DateTimeOffset CorrectedAt, string Reason, string FiscalCode, string Name);
