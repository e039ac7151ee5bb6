using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.MissingReceipts.Recovering;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts;

/// <summary>Keeps account of payments whose receipt has not come, in the transaction of what tells of them or brings it.</summary>
public sealed class MissingReceiptWriter(TenantSession session, EventLog events, BizEventsWork work, TimeProvider clock) : IReceiptsAwaited
{
    /// <summary>
    /// What was paid longer ago when it is told of comes from an archive that is loaded for the first time, or was uploaded late: of
    /// thousands of such payments each would take its turn of ten an hour.
    /// </summary>
    private const int AskedDaysMax = 60;

    /// <summary>
    /// The node sends a receipt again for 48 hours (SANP, synchronous API), and what was paid in stand-in comes when the station answers.
    /// From the beginning of the day of the payment.
    /// </summary>
    private static readonly TimeSpan SentAgainFor = TimeSpan.FromDays(3);

    /// <summary>What an event says of a row, after its key and its state.</summary>
    private const string Facts = "m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.amount_cents, m.paid_on";

    private static readonly SqlText _tell = SqlText.Statement(
        typeof(MissingReceiptWriter),
        "TellMissing.sql",
        ("id", UuidSeries.Sql("$4", "n.number"))
    );

    private static readonly SqlText _withdraw = SqlText.Statement(typeof(MissingReceiptWriter), "WithdrawMissing.sql");

    private static readonly SqlText _came = SqlText.Statement(typeof(MissingReceiptWriter), "CameMissing.sql");

    private static readonly SqlText _compare = SqlText.Statement(typeof(MissingReceiptWriter), "CompareMissing.sql");

    public async Task ToldAsync(Guid flow, Guid? superseded, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (superseded is { } before)
            await TellAsync(_withdraw, m => new MissingReceiptWithdrawn(m), ct, session.Organization, before, now);
        var first = FirstAsked();
        var found = await session.QueryAsync(
            _tell,
            FactsOf,
            ct,
            session.Organization,
            flow,
            now,
            UuidSeries.Prefix(now),
            first,
            SentAgainFor,
            new NpgsqlParameter { Value = (object?)superseded ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }
        );
        // What is old is no news, and there may be a hundred thousand of it.
        var news = found.FindAll(m => m.PaidOn >= first);
        await events.EmitAsync(news.ConvertAll(m => new MissingReceiptFound(m)), ct);
        if (news.Count > 0)
            await work.AskAsync(ct);
    }

    public Task CameAsync(IReadOnlyList<CameReceipt> receipts, CancellationToken ct) =>
        ReceivedAsync(
            _came,
            ct,
            session.Organization,
            receipts.Select(r => r.Iur).ToArray(),
            receipts.Select(r => r.Iuv).ToArray(),
            receipts.Select(r => r.Id).ToArray(),
            clock.GetUtcNow()
        );

    /// <summary>
    /// Of what is missing, what is here all the same: its receipt and the row that told of it were written at one moment, and neither saw
    /// the other.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> CompareAsync(CancellationToken ct)
    {
        // What has become too old while nobody could be asked for it.
        await session.ExecuteAsync(
            """
            UPDATE missing_receipts SET next_attempt_at = NULL
            WHERE organization_id = $1 AND next_attempt_at IS NOT NULL AND requested_at IS NULL AND paid_on < $2
            """,
            ct,
            session.Organization,
            FirstAsked()
        );
        return await ReceivedAsync(_compare, ct, session.Organization, clock.GetUtcNow());
    }

    /// <summary>
    /// The one to be asked for now; null when none is. What somebody wants goes first (in ascending order null is last), then who
    /// waits longest.
    /// </summary>
    public async Task<MissingToFind?> NextAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            $"""
            SELECT {Facts}, m.attempts, m.outcome_code FROM missing_receipts m
            WHERE m.organization_id = $1 AND m.next_attempt_at IS NOT NULL AND m.next_attempt_at <= $2
            ORDER BY m.requested_at, m.next_attempt_at, m.missing_receipt_id LIMIT 1
            """,
            r => new MissingToFind(FactsOf(r), r.GetGuid(0), r.GetInt32(6), r.GetInt16(7) is 4 or 8),
            ct,
            session.Organization,
            clock.GetUtcNow()
        );
        return found.SingleOrDefault();
    }

    /// <summary>When the next one is to be asked for; null when none is.</summary>
    public async Task<DateTimeOffset?> NextAttemptAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT min(next_attempt_at) FROM missing_receipts WHERE organization_id = $1 AND next_attempt_at IS NOT NULL",
            r => r.IsDBNull(0) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(0),
            ct,
            session.Organization
        );
        return found.Single();
    }

    /// <summary>
    /// Asked for in vain: again after a pause that grows, and after the last one not any more. What is too old to be asked for by
    /// itself was asked for because somebody wanted it, and waits until somebody does again.
    /// </summary>
    public async Task FailedAsync(MissingToFind asked, Failure reason, CancellationToken ct)
    {
        var pause = RecoveryPauses.After(asked.Attempts);
        var isOld = asked.Facts.PaidOn < FirstAsked();
        var state = pause is null && !isOld ? MissingReceiptState.GivenUp : MissingReceiptState.Missing;
        if (await SettleAsync(asked, state, reason, isOld ? null : clock.GetUtcNow() + pause, ct) && state == MissingReceiptState.GivenUp)
            await events.EmitAsync(new MissingReceiptGivenUp(asked.Facts, reason.Code, reason.Message), ct);
    }

    /// <summary>It was asked for and came: with the receipt, which settles it.</summary>
    public Task AnsweredAsync(MissingToFind asked, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE missing_receipts SET attempts = attempts + 1 WHERE organization_id = $1 AND missing_receipt_id = $2",
            ct,
            session.Organization,
            asked.Id
        );

    /// <summary>
    /// Not its failure, as far as anybody knows: the next run begins with another one, in case it is. What is too old to be asked for by
    /// itself stays wanted, or nobody would ask for it any more: it lets the others pass for an hour.
    /// </summary>
    public Task PostponedAsync(MissingToFind asked, TimeSpan pause, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE missing_receipts SET
                next_attempt_at = $3::timestamptz + CASE WHEN paid_on < $4 THEN interval '1 hour' ELSE interval '0' END,
                requested_at = CASE WHEN paid_on < $4 THEN requested_at END
            WHERE organization_id = $1 AND missing_receipt_id = $2 AND state = 'missing' AND next_attempt_at IS NOT NULL
            """,
            ct,
            session.Organization,
            asked.Id,
            clock.GetUtcNow() + pause,
            FirstAsked()
        );

    public async Task RefusedAsync(MissingToFind asked, Failure reason, CancellationToken ct)
    {
        if (await SettleAsync(asked, MissingReceiptState.Refused, reason, null, ct))
            await events.EmitAsync(new MissingReceiptRefused(asked.Facts, reason.Code, reason.Message), ct);
    }

    /// <summary>The first day of payments that are asked for by themselves.</summary>
    private DateOnly FirstAsked() => RomeTime.LegalDate(clock.GetUtcNow()).AddDays(-AskedDaysMax);

    private Task<int> ReceivedAsync(SqlText statement, CancellationToken ct, params object?[] values) =>
        TellAsync(
            statement,
            (m, receipt) => new MissingReceiptReceived(m, PublicId.Format("rcp", receipt)),
            r => (FactsOf(r), r.GetGuid(6)),
            ct,
            values
        );

    private Task<int> TellAsync(
        SqlText statement,
        Func<MissingReceiptFacts, EventData> told,
        CancellationToken ct,
        params object?[] values
    ) => TellAsync(statement, (m, _) => told(m), r => (FactsOf(r), Guid.Empty), ct, values);

    private async Task<int> TellAsync(
        SqlText statement,
        Func<MissingReceiptFacts, Guid, EventData> told,
        Func<NpgsqlDataReader, (MissingReceiptFacts Facts, Guid Receipt)> read,
        CancellationToken ct,
        params object?[] values
    )
    {
        var changed = await session.QueryAsync(statement, read, ct, values);
        await events.EmitAsync(changed.ConvertAll(m => told(m.Facts, m.Receipt)), ct);
        return changed.Count;
    }

    /// <returns>False where it is not missing any more.</returns>
    private async Task<bool> SettleAsync(
        MissingToFind asked,
        MissingReceiptState state,
        Failure reason,
        DateTimeOffset? next,
        CancellationToken ct
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE missing_receipts SET state = $3, failure = $4, next_attempt_at = $5, attempts = attempts + 1, settled_at = $6,
                requested_at = NULL
            WHERE organization_id = $1 AND missing_receipt_id = $2 AND state = 'missing'
            """,
            ct,
            session.Organization,
            asked.Id,
            StateText.Of(state),
            new NpgsqlParameter { Value = JsonSerializer.Serialize(reason, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            Moment(next),
            Moment(state == MissingReceiptState.Missing ? null : clock.GetUtcNow())
        ) > 0;

    private static NpgsqlParameter Moment(DateTimeOffset? at) =>
        new() { Value = (object?)at ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static MissingReceiptFacts FactsOf(NpgsqlDataReader r) =>
        new(
            PublicId.Format(MissingReceiptRows.Prefix, r.GetGuid(0)),
            r.GetString(1),
            r.GetString(2),
            r.GetString(3),
            r.GetInt64(4),
            r.GetFieldValue<DateOnly>(5)
        );
}
