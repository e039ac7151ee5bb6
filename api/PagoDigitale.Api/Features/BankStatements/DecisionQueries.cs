using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A movement as a decision finds it.</summary>
/// <param name="TakenBackCents">What debits beside it take back of a credit.</param>
public sealed record DecidedMovement(
    Guid Id,
    long AmountCents,
    MovementState State,
    bool IsDecided,
    Guid? ReceiptRecordId,
    Guid? CounterpartId,
    long TakenBackCents
)
{
    public string PublicId => Core.Identifiers.PublicId.Format("mov", Id);

    /// <summary>A run found nothing better for it than another amount: a person may.</summary>
    public bool IsOpen => State == MovementState.Unmatched || (State == MovementState.AmountMismatch && !IsDecided && TakenBackCents == 0);
}

/// <param name="CreditedCents">What is linked to it; null when nothing is.</param>
public sealed record DecidedFlow(
    Guid Id,
    string FlussoId,
    string PspId,
    long TotalCents,
    long? CreditedCents,
    bool IsAccounted,
    bool IsSuperseded
)
{
    public string PublicId => Core.Identifiers.PublicId.Format("rnd", Id);

    /// <summary>How a refusal names it: whatever the revision.</summary>
    public string Target => $"{FlussoId}/{PspId}";
}

/// <summary>What a receipt gives the organization, and whether that has come already.</summary>
public sealed record DecidedReceipt(Guid Id, long OwnCents, bool IsBrought, bool IsReported);

public sealed class DecisionQueries(TenantSession session, IBookedMovements booked)
{
    public async Task<DecidedMovement?> MovementAsync(string movement, CancellationToken ct) =>
        PublicId.TryParse(movement, "mov", out var id) ? (await MovementsAsync([id], ct)).SingleOrDefault() : null;

    public Task<List<DecidedMovement>> MovementsAsync(Guid[] ids, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT m.movement_id, m.amount_cents, m.state, m.is_decided, m.receipt_record_id, m.counterpart_id,
                CASE WHEN m.state = 'reversed' THEN 0 ELSE coalesce((
                    SELECT -sum(d.amount_cents) FROM bank_movements d
                    WHERE d.organization_id = $1 AND d.counterpart_id = m.movement_id), 0) END::bigint
            FROM bank_movements m WHERE m.organization_id = $1 AND m.movement_id = ANY ($2)
            """,
            r => new DecidedMovement(
                r.GetGuid(0),
                r.GetInt64(1),
                StateText.Parse<MovementState>(r.GetString(2)),
                r.GetBoolean(3),
                r.IsDBNull(4) ? null : r.GetGuid(4),
                r.IsDBNull(5) ? null : r.GetGuid(5),
                r.GetInt64(6)
            ),
            ct,
            session.Organization,
            ids
        );

    /// <summary>The debits that stand beside a credit and take a part of it back.</summary>
    public Task<List<Guid>> PartsAsync(Guid credit, CancellationToken ct) =>
        session.QueryAsync(
            "SELECT movement_id FROM bank_movements WHERE organization_id = $1 AND counterpart_id = $2 AND state <> 'reversed'",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            credit
        );

    public Task<List<DecidedFlow>> FlowsAsync(Guid[] ids, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT r.rendicontazione_id, r.flusso_id, r.psp_id, r.total_amount_cents, r.is_accounted, r.state = 'superseded',
                (SELECT sum(l.amount_cents)::bigint FROM movement_links l
                 WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id)
            FROM door.rendicontazioni r WHERE r.organization_id = $1 AND r.rendicontazione_id = ANY ($2) ORDER BY r.rendicontazione_id
            """,
            r => new DecidedFlow(
                r.GetGuid(0),
                r.GetString(1),
                r.GetString(2),
                r.GetInt64(3),
                r.IsDBNull(6) ? null : r.GetInt64(6),
                r.GetBoolean(4),
                r.GetBoolean(5)
            ),
            ct,
            session.Organization,
            ids
        );

    public async Task<DecidedReceipt?> ReceiptAsync(Guid id, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT c.receipt_record_id, coalesce((SELECT sum(t.amount_cents) FROM door.receipt_transfers t
                        WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1), 0)::bigint,
                    EXISTS (SELECT FROM bank_movements m WHERE m.organization_id = $1 AND m.receipt_record_id = c.receipt_record_id),
                    EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni r USING (organization_id, rendicontazione_id)
                        WHERE w.organization_id = $1 AND w.iur = c.iur AND w.iuv = c.iuv AND r.state <> 'superseded')
                FROM door.receipts c WHERE c.organization_id = $1 AND c.receipt_record_id = $2 AND c.version <> 'outside'
                """,
                r => new DecidedReceipt(r.GetGuid(0), r.GetInt64(1), r.GetBoolean(2), r.GetBoolean(3)),
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();

    /// <summary>Why a movement cannot be put elsewhere; null when it can.</summary>
    public async Task<ApiError?> PlacedAsync(DecidedMovement movement, CancellationToken ct) =>
        await RegularisedAsync(movement, ct) ?? (movement.IsOpen ? null : NotOpen(movement));

    /// <summary>What a reversale has booked stays where it is; null when none has.</summary>
    public async Task<ApiError?> RegularisedAsync(DecidedMovement movement, CancellationToken ct) =>
        await booked.OfMovementAsync(movement.Id, ct) is { Count: > 0 } reversali
            ? ApiError.Conflict(
                "movement-regularised",
                MovementTexts.Regularised,
                reversali.Exists(r => r.IsFinal)
                    ? MovementTexts.ReversaleIsFinal.With(reversali.Where(r => r.IsFinal).Select(r => r.Name), movement.PublicId)
                    : MovementTexts.AnnulReversale.With(reversali.Select(r => r.Name), movement.PublicId)
            )
            : null;

    public static ApiError NotFound(string movement) =>
        ApiError.NotFound("movement-not-found", MovementTexts.NotFound, MovementTexts.NoSuch.With(movement));

    public static ApiError NotOpen(DecidedMovement movement) =>
        ApiError.Conflict(
            "movement-not-open",
            MovementTexts.NotOpen,
            MovementTexts.TakeOutFirst.With(movement.PublicId, StateText.Of(movement.State))
        );
}
