using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Gateways.Aca.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>What came of telling of one notice.</summary>
/// <param name="Word">What the archive said; null: nothing that says anything, and it is told again.</param>
internal sealed record AcaOutcome(AcaDecision Decision, AcaWord? Word, Failure? Why = null);

/// <summary>
/// Writes what is on record, for sets. One run at a time writes for an organization, and whoever changes a notice leaves a mark and
/// touches nothing here: nobody waits for anybody.
/// </summary>
public sealed class AcaNoticeWriter(TenantSession session, EventLog events, TimeProvider clock)
{
    private static readonly SqlText _write = SqlText.Statement(typeof(AcaNoticeWriter), "WriteAcaNotices.sql");

    private static readonly TimeSpan _firstPause = TimeSpan.FromMinutes(1);

    /// <summary>What was paid meanwhile can be paid again until it is told.</summary>
    private static readonly TimeSpan _pauseMax = TimeSpan.FromMinutes(15);

    /// <param name="run">Who tells of what is asked here.</param>
    internal async Task WriteAsync(IReadOnlyList<AcaDecision> decisions, Guid run, CancellationToken ct)
    {
        var changed = decisions
            .Where(d => d.Verdict != AcaVerdict.Nothing && d.Record with { AmountCents = d.AmountCents } != d.Facts.Record)
            .ToList();
        await WriteRowsAsync(changed, run, ct);
        await TellRefusedAsync([.. changed.Where(d => d.Verdict == AcaVerdict.Refuse)], ct);
    }

    /// <summary>
    /// What has changed again meanwhile has left a mark, and is compared with this. Where another run has asked since, because this one was
    /// thought dead, nobody knows which of the two calls came last: it is told once more.
    /// </summary>
    internal async Task SettleAsync(IReadOnlyCollection<AcaOutcome> outcomes, Guid run, CancellationToken ct)
    {
        var (now, ids) = (clock.GetUtcNow(), outcomes.Select(o => o.Decision.Facts.InstalmentId).ToArray());
        var lost = await session.QueryAsync(
            """
            UPDATE aca_notices SET digest = NULL, told_digest = NULL
            WHERE organization_id = $1 AND instalment_id = ANY ($2) AND run_id <> $3 RETURNING instalment_id
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            ids,
            run
        );
        if (lost.Count > 0)
            await session.ExecuteAsync(
                "INSERT INTO aca_marks (organization_id, instalment_id) SELECT $1, unnest($2::uuid[])",
                ct,
                session.Organization,
                lost.ToArray()
            );
        var settled = outcomes
            .Where(o => !lost.Contains(o.Decision.Facts.InstalmentId))
            .Select(o => o.Decision with { Record = After(o, now) })
            .ToList();
        await WriteRowsAsync(settled, run, ct);
        await TellRefusedAsync([.. settled.Where(d => d.Record.State == AcaNoticeState.Refused)], ct);
    }

    private static AcaRecord After(AcaOutcome outcome, DateTimeOffset now)
    {
        var (decision, record) = (outcome.Decision, outcome.Decision.Record with { Attempts = outcome.Decision.Record.Attempts + 1 });
        return outcome.Word switch
        {
            AcaWord.Taken => Told(decision, record, now),
            // It is none of its business: whatever comes next comes to an archive that does not know it.
            AcaWord.Unknown => Ended(decision, record with { IsAsked = false, ToldAmountCents = null, ToldAt = null, ToldLastDay = null }),
            AcaWord.Closed => record with
            {
                State = AcaNoticeState.Refused,
                ToldDigest = record.Digest,
                ToldAmountCents = 0,
                ToldLastDay = null,
                WaitingSince = null,
                Failure = AcaJudge.Closed,
                NextAttemptAt = null,
            },
            // What it took before it still has.
            AcaWord.Refused => record with
            {
                State = AcaNoticeState.Refused,
                ToldDigest = decision.Facts.Record?.ToldDigest,
                WaitingSince = null,
                Failure = outcome.Why,
                NextAttemptAt = null,
            },
            _ => record with { Failure = outcome.Why, NextAttemptAt = now + PauseAfter(record.Attempts) },
        };
    }

    private static AcaRecord Told(AcaDecision decision, AcaRecord record, DateTimeOffset now)
    {
        var told = record with
        {
            ToldDigest = record.Digest,
            ToldAmountCents = decision.AmountCents,
            ToldAt = now,
            ToldLastDay = decision.LastDay,
            Failure = null,
        };
        // Told that it cannot be paid yet: on its first day it is told again.
        return decision.FirstMoment is { } first ? told with { WaitingSince = first, NextAttemptAt = first } : Ended(decision, told);
    }

    private static AcaRecord Ended(AcaDecision decision, AcaRecord record) =>
        record with
        {
            State =
                decision.Refusal is not null ? AcaNoticeState.Refused
                : decision.AmountCents == 0 ? AcaNoticeState.Withdrawn
                : AcaNoticeState.Loaded,
            Failure = decision.Refusal,
            WaitingSince = null,
            NextAttemptAt = null,
        };

    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = _firstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < _pauseMax ? pause : _pauseMax;
    }

    private Task TellRefusedAsync(List<AcaDecision> refused, CancellationToken ct) =>
        events.EmitAsync(
            [
                .. refused.Select(d => new AcaNoticeRefused(
                    d.Facts.NoticeNumber,
                    Ids.Position(d.Facts.PositionId),
                    d.Record.Failure!.Code,
                    d.Record.Failure.Message
                )),
            ],
            ct
        );

    private async Task WriteRowsAsync(List<AcaDecision> rows, Guid run, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await session.ExecuteAsync(
            _write,
            ct,
            session.Organization,
            Of(rows, d => d.Facts.InstalmentId),
            Of(rows, d => d.Facts.PositionId),
            Of(rows, d => d.Facts.NoticeNumber),
            Of(rows, d => d.Facts.Iuv),
            Of(rows, d => StateText.Of(d.Record.State)),
            Of(rows, d => d.AmountCents),
            Of(rows, d => d.Record.IsAsked),
            Of(rows, d => d.Record.Digest),
            Of(rows, d => d.Record.ToldDigest),
            Of(rows, d => d.Record.ToldAmountCents),
            Of(rows, d => d.Record.ToldAt),
            Of(rows, d => d.Record.ToldLastDay),
            Of(rows, d => d.Record.WaitingSince),
            Of(rows, d => d.Record.Attempts),
            new NpgsqlParameter
            {
                Value = Of(rows, d => d.Record.Failure is { } failure ? JsonSerializer.Serialize(failure, ApiJson.Options) : null),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            Of(rows, d => d.Record.NextAttemptAt),
            run
        );
    }

    private static T[] Of<T>(List<AcaDecision> rows, Func<AcaDecision, T> value) => [.. rows.Select(value)];
}
