using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>What only a look at everything tells.</summary>
/// <param name="Controls">The ledger compared with the registers.</param>
/// <param name="Counts">What of the summary no posting tells.</param>
public sealed record LedgerProof(DateTimeOffset At, IReadOnlyList<LedgerControl> Controls, RegisterCounts Counts);

/// <summary>Payments reported and transfers that came; what was received by payments that are regular in every respect.</summary>
public sealed record RegisterCounts(int Reported, int Transferred, long ReconciledCents, int Reconciled);

/// <summary>
/// The comparison of the ledger with the registers reads the whole history. A small organization gets it anew whenever it asks; of a large
/// one <see cref="ProveLedgers"/> keeps the last, and whoever reads is told of when it is.
/// </summary>
public sealed class LedgerProofs(TenantSession session, BookedControlQueries booked, BalanceControlQueries balances, TimeProvider clock)
{
    private static readonly (string Name, Func<LedgerSums, long> Ledger)[] Controls =
    [
        ("receivables-against-open-instalments", s => s.Balance(LedgerAccount.Receivables)),
        ("payments-against-receipts", s => s.Net(LedgerAccount.PspClearing, PostingKind.Paid)),
        ("payer-credits-against-receipts", s => -s.Balance(LedgerAccount.PayerCredits)),
        ("outside-payments-against-receipts", s => s.Net(LedgerAccount.BankSuspense, PostingKind.PaidOutsideNode)),
        ("reported-against-rendicontazioni", s => s.Net(LedgerAccount.ReportedClearing, PostingKind.Reported)),
        ("transferred-against-movements", s => s.Net(LedgerAccount.BankSuspense, PostingKind.Transferred)),
        ("regularised-against-reversali", s => s.Net(LedgerAccount.Treasury, PostingKind.Regularised)),
    ];

    private static readonly SqlText _balance = SqlText.Statement(
        typeof(LedgerProofs),
        "TrialBalance.sql",
        ("sums", LedgerSums.Sql),
        ("revoked", RevokedSql.Named),
        ("credits_owed", PayerCreditSql.Owed),
        ("credits_used", PayerCreditSql.Used)
    );

    private static readonly SqlText _counts = SqlText.Statement(typeof(LedgerProofs), "RegisterCounts.sql");

    /// <summary>The sums of now with the controls as they were last compared, or of now where nothing is kept.</summary>
    internal async Task<(LedgerSums Sums, DateTimeOffset At, IReadOnlyList<LedgerControl> Controls)> ControlsAsync(CancellationToken ct)
    {
        if (await KeptAsync(ct) is not { } kept)
            return await CompareAsync(ct);
        return (await LedgerSums.ReadAsync(session, ct), kept.At, kept.Controls);
    }

    internal async Task<(DateTimeOffset At, RegisterCounts Counts)> CountsAsync(CancellationToken ct) =>
        await KeptAsync(ct) is { } kept ? (kept.At, kept.Counts) : (clock.GetUtcNow(), await CountAsync(ct));

    /// <summary>Compares everything, and keeps it.</summary>
    internal async Task KeepAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var (sums, at, controls) = await CompareAsync(ct);
        var counts = await CountAsync(ct);
        await session.ExecuteAsync(
            """
            INSERT INTO ledger_proofs (organization_id, proved_at, took_ms, postings_count, controls, counts)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (organization_id) DO UPDATE SET proved_at = excluded.proved_at, took_ms = excluded.took_ms,
                postings_count = excluded.postings_count, controls = excluded.controls, counts = excluded.counts
            """,
            ct,
            session.Organization,
            at,
            (long)clock.GetElapsedTime(began).TotalMilliseconds,
            sums.Count,
            Json(controls),
            Json(counts)
        );
    }

    private async Task<(LedgerSums Sums, DateTimeOffset At, IReadOnlyList<LedgerControl> Controls)> CompareAsync(CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var (sums, registers) = await LedgerSums.ReadAsync(session, _balance, ct);
        List<LedgerControl> controls =
        [
            .. Controls.Select(c => LedgerControl.Of(c.Name, c.Ledger(sums), registers[c.Name])),
            .. await booked.ReadAsync(ct),
            .. await balances.ReadAsync(ct),
        ];
        return (sums, at, controls);
    }

    private async Task<RegisterCounts> CountAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                _counts,
                r => new RegisterCounts(r.GetInt32(0), r.GetInt32(1), r.GetInt64(2), r.GetInt32(3)),
                ct,
                session.Organization
            )
        ).Single();

    private async Task<LedgerProof?> KeptAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT proved_at, controls::text, counts::text FROM ledger_proofs WHERE organization_id = $1",
                r => new LedgerProof(
                    r.GetFieldValue<DateTimeOffset>(0),
                    JsonSerializer.Deserialize<List<LedgerControl>>(r.GetString(1), ApiJson.Options)!,
                    JsonSerializer.Deserialize<RegisterCounts>(r.GetString(2), ApiJson.Options)!
                ),
                ct,
                session.Organization
            )
        ).SingleOrDefault();

    private static NpgsqlParameter Json<T>(T value) =>
        new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
