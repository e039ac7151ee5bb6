using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>What came of telling of one notice. Neither taken nor refused: it failed, and is told again.</summary>
internal sealed record AcaOutcome(AcaDecision Decision, bool IsTaken, bool IsRefused, Failure? Why);

/// <summary>
/// Writes what is on record, for sets. One run at a time writes for an organization, and whoever changes a notice leaves a mark and
/// touches nothing here: nobody waits for anybody.
/// </summary>
public sealed class AcaNoticeWriter(TenantSession session, EventLog events, TimeProvider clock)
{
    private static readonly SqlText _write = SqlText.Statement(typeof(AcaNoticeWriter), "WriteAcaNotices.sql");

    private static readonly TimeSpan _firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pauseMax = TimeSpan.FromHours(6);

    internal async Task WriteAsync(IReadOnlyList<AcaDecision> decisions, CancellationToken ct)
    {
        var changed = decisions
            .Where(d => d.Verdict != AcaVerdict.Nothing && (d.Record != d.Facts.Record || d.Facts.Record is null))
            .ToList();
        await WriteRowsAsync(changed, ct);
        await TellRefusedAsync([.. changed.Where(d => d.Verdict == AcaVerdict.Refuse)], ct);
    }

    /// <summary>What has changed again meanwhile has left a mark, and is compared with this.</summary>
    internal async Task SettleAsync(IReadOnlyCollection<AcaOutcome> outcomes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var settled = outcomes.Select(o => o.Decision with { Record = After(o, now) }).ToList();
        await WriteRowsAsync(settled, ct);
        await TellRefusedAsync([.. settled.Where(d => d.Record.State == AcaNoticeState.Refused)], ct);
    }

    private static AcaRecord After(AcaOutcome outcome, DateTimeOffset now)
    {
        var (decision, record) = (outcome.Decision, outcome.Decision.Record);
        var attempts = record.Attempts + 1;
        if (!outcome.IsTaken)
            return outcome.IsRefused
                ? record with
                {
                    State = AcaNoticeState.Refused,
                    WaitingSince = null,
                    Attempts = attempts,
                    Failure = outcome.Why,
                    NextAttemptAt = null,
                }
                : record with
                {
                    Attempts = attempts,
                    Failure = outcome.Why,
                    NextAttemptAt = now + PauseAfter(attempts),
                };
        var told = record with
        {
            ToldDigest = record.Digest,
            ToldAmountCents = decision.AmountCents,
            ToldAt = now,
            ToldLastDay = decision.LastDay,
            Attempts = attempts,
            Failure = null,
        };
        // Told that it cannot be paid yet: on its first day it is told again.
        return decision.FirstMoment is { } first
            ? told with
            {
                WaitingSince = first,
                NextAttemptAt = first,
            }
            : told with
            {
                State = decision.AmountCents == 0 ? AcaNoticeState.Withdrawn : AcaNoticeState.Loaded,
                WaitingSince = null,
                NextAttemptAt = null,
            };
    }

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

    private async Task WriteRowsAsync(List<AcaDecision> rows, CancellationToken ct)
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
            Of(rows, d => d.Record.NextAttemptAt)
        );
    }

    private static T[] Of<T>(List<AcaDecision> rows, Func<AcaDecision, T> value) => [.. rows.Select(value)];
}
