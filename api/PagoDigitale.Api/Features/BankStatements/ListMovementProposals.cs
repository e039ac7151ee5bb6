using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record MovementProposalModel
{
    public required string MovementId { get; init; }
    public required string RendicontazioneId { get; init; }
    public required string FlussoId { get; init; }
    public required int Score { get; init; }
    public required IReadOnlyList<Message> Evidence { get; init; }
    public required long MovementCents { get; init; }
    public required long RendicontazioneCents { get; init; }
    public required long DifferenceCents { get; init; }
    public required DateOnly Since { get; init; }
    public required int AgeDays { get; init; }
}

public sealed record MovementProposalFilter : PageQuery
{
    [FromQuery(Name = "movementId")]
    public string? MovementId { get; init; }

    [FromQuery(Name = "flussoId"), MaxLength(70)]
    public string? FlussoId { get; init; }

    [FromQuery(Name = "minScore"), Range(1, 99)]
    public int? MinScore { get; init; }
}

/// <summary>What the last reconciliation proposes and nobody has decided since; the likeliest first.</summary>
public sealed class ListMovementProposalsHandler(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<MovementProposalModel>>> RunAsync(MovementProposalFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 3, out var cursor) is { } error)
            return error;
        var (score, movementAfter, flowAfter) = (0, Guid.Empty, Guid.Empty);
        if (
            cursor is not null
            && !(
                int.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out score)
                && Guid.TryParseExact(cursor.Keys[1], "N", out movementAfter)
                && Guid.TryParseExact(cursor.Keys[2], "N", out flowAfter)
            )
        )
            return Cursor.Malformed();
        if (QueryValue.TryId(filter.MovementId, "mov", "movementId", out var movement) is { } malformed)
            return malformed;
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var where = new Conditions("p.organization_id = $1", session.Organization)
            .And("p.movement_id = ?", movement)
            .And("r.flusso_id = ?", filter.FlussoId)
            .And("p.score >= ?", filter.MinScore);
        if (cursor is not null)
            where.Always(
                $"(-p.score, p.movement_id, p.rendicontazione_id) > (-{where.Add(score)}, {where.Add(movementAfter)}, "
                    + $"{where.Add(flowAfter)}) AND p.score <= {where.Add(score)}"
            );
        var rows = await session.QueryAsync(
            $"""
            SELECT p.movement_id, p.rendicontazione_id, r.flusso_id, p.score, p.evidence::text, m.amount_cents, r.total_amount_cents,
                m.accounting_date
            FROM movement_proposals p
            -- Each by itself (OFFSET), in the order of the proposals: joined as sets, both were read whole for one page.
            CROSS JOIN LATERAL (
                SELECT b.amount_cents, b.accounting_date FROM bank_movements b
                WHERE b.organization_id = $1 AND b.movement_id = p.movement_id AND b.state = 'unmatched' AND NOT b.is_decided OFFSET 0) m
            CROSS JOIN LATERAL (
                SELECT d.flusso_id, d.psp_id, d.total_amount_cents FROM door.rendicontazioni d
                WHERE d.organization_id = $1 AND d.rendicontazione_id = p.rendicontazione_id AND d.state NOT IN ('superseded', 'matched')
                OFFSET 0) r
            WHERE {where}
              AND (SELECT true FROM movement_refusals x WHERE x.organization_id = $1 AND x.movement_id = p.movement_id
                  AND x.target = r.flusso_id || '/' || r.psp_id LIMIT 1) IS NULL
            ORDER BY p.score DESC, p.movement_id, p.rendicontazione_id LIMIT {filter.Limit + 1}
            """,
            r =>
                (
                    Movement: r.GetGuid(0),
                    Flow: r.GetGuid(1),
                    Model: new MovementProposalModel
                    {
                        MovementId = PublicId.Format("mov", r.GetGuid(0)),
                        RendicontazioneId = PublicId.Format("rnd", r.GetGuid(1)),
                        FlussoId = r.GetString(2),
                        Score = r.GetInt16(3),
                        Evidence = JsonSerializer.Deserialize<List<Message>>(r.GetString(4), ApiJson.Options)!,
                        MovementCents = r.GetInt64(5),
                        RendicontazioneCents = r.GetInt64(6),
                        DifferenceCents = r.GetInt64(5) - r.GetInt64(6),
                        Since = r.GetFieldValue<DateOnly>(7),
                        AgeDays = Math.Max(0, today.DayNumber - r.GetFieldValue<DateOnly>(7).DayNumber),
                    }
                ),
            ct,
            where.Values
        );
        return Page<MovementProposalModel>.Of(
            rows,
            filter.Limit,
            r => r.Model,
            r => new Cursor(r.Model.Score.ToString(CultureInfo.InvariantCulture), r.Movement.ToString("N"), r.Flow.ToString("N"))
        );
    }
}
