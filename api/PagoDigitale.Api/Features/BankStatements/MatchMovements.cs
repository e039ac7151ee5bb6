using FluentValidation;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record MovementMatchInput
{
    public required IReadOnlyList<string> MovementIds { get; init; }
    public IReadOnlyList<string>? RendicontazioneIds { get; init; }
    public string? ReceiptId { get; init; }
    public string? ReversedMovementId { get; init; }
    public required string Reason { get; init; }
    public bool? AcceptDifference { get; init; }
}

public sealed class MovementMatchInputValidator : AbstractValidator<MovementMatchInput>
{
    public const int IdsMax = 50;

    public MovementMatchInputValidator()
    {
        RuleFor(x => x.MovementIds)
            .Must(IsSet)
            .WithMessage($"must hold from 1 to {IdsMax} movements, each once")
            .Remedy("movements-count", "Name the movements that brought the money.");
        RuleFor(x => x.RendicontazioneIds)
            .Must(ids => IsSet(ids!))
            .When(x => x.RendicontazioneIds is not null)
            .WithMessage($"must hold from 1 to {IdsMax} rendicontazioni, each once")
            .Remedy("rendicontazioni-count", "Name the rendicontazioni they paid out, or leave the list out.");
        RuleFor(x => x.RendicontazioneIds)
            .Must((x, ids) => x.ReversedMovementId is null ? ids is null != x.ReceiptId is null : x.ReceiptId is null)
            .WithMessage("exactly one of rendicontazioneIds, receiptId and reversedMovementId must be given")
            .Remedy(
                "one-target",
                "Name the rendicontazioni, or the one receipt that the movement pays out by itself, or the credit that the "
                    + "movements take back."
            );
        RuleFor(x => x.RendicontazioneIds)
            .Must((x, ids) => x.ReversedMovementId is null || ids is null or { Count: 1 })
            .WithMessage("only one can lose what a part of a credit is taken back from")
            .Remedy("one-rendicontazione", "Name the one rendicontazione of the credit that loses the money, or leave the list out.");
        RuleFor(x => x.AcceptDifference)
            .Must((x, accept) => accept is not true || x.ReversedMovementId is null)
            .WithMessage("means nothing of a credit that is taken back")
            .Remedy("accept-difference-of-storno", "Leave it out: what is not taken back stays with the credit.");
        RuleFor(x => x.ReceiptId)
            .Must((x, id) => id is null || x.MovementIds.Count == 1)
            .WithMessage("is paid out by one movement")
            .Remedy("one-movement", "Name one movement.");
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }

    private static bool IsSet(IReadOnlyList<string> ids) => ids is { Count: >= 1 and <= IdsMax } && ids.Distinct().Count() == ids.Count;
}

public sealed record MovementMatchModel
{
    public required IReadOnlyList<MovementModel> Movements { get; init; }
    public required long DifferenceCents { get; init; }
}

/// <summary>
/// A person says what movements pay out: rendicontazioni, or the receipt of a single payment; or which credit debits take back
/// (<see cref="TakeBackCreditHandler"/>). Accepting a proposal is this too. Amounts must agree unless the difference is
/// accepted, and then it stays an anomaly.
/// </summary>
public sealed class MatchMovementsHandler(
    TenantSession session,
    DecisionQueries decisions,
    DecisionWriter writer,
    MovementLinkWriter links,
    TakeBackCreditHandler takeBack,
    MovementRows rows
)
{
    public async Task<Outcome<MovementMatchModel>> RunAsync(MovementMatchInput input, CancellationToken ct)
    {
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        var ids = input.MovementIds.Select(m => PublicId.TryParse(m, "mov", out var id) ? id : Guid.Empty).ToArray();
        var movements = await decisions.MovementsAsync(ids, ct);
        if (movements.Count < ids.Length)
            return ApiError.Invalid(
                new FieldError(
                    "movementIds",
                    "movement-not-found",
                    "names a movement that this organization does not have",
                    "Use the identifiers of listMovements."
                )
            );
        if (input.ReversedMovementId is { } credit)
            return await takeBack.RunAsync(input, movements, credit, ct);
        return input.ReceiptId is { } receipt
            ? await ToReceiptAsync(input, movements.Single(), receipt, ct)
            : await ToFlowsAsync(input, movements, ct);
    }

    private async Task<Outcome<MovementMatchModel>> ToFlowsAsync(
        MovementMatchInput input,
        List<DecidedMovement> movements,
        CancellationToken ct
    )
    {
        var flussoIds = input.RendicontazioneIds!.Select(f => PublicId.TryParse(f, "rnd", out var id) ? id : Guid.Empty).ToArray();
        var flows = (await decisions.FlowsAsync(flussoIds, ct)).OrderBy(f => Array.IndexOf(flussoIds, f.Id)).ToList();
        if (flows.Count < flussoIds.Length || flows.Exists(f => f.IsSuperseded))
            return ApiError.Invalid(
                new FieldError(
                    "rendicontazioneIds",
                    "rendicontazione-not-found",
                    "names no current rendicontazione of this organization",
                    "Use the identifiers of listRendicontazioni; of a flow that was revised the last revision counts."
                )
            );
        var movementIds = movements.Select(m => m.Id).ToArray();
        var present = await links.OfMovementsAsync(movementIds, ct);
        if (
            present.Select(l => l.MovementId).ToHashSet().SetEquals(movementIds)
            && present.Select(l => l.RendicontazioneId).ToHashSet().SetEquals(flussoIds)
        )
            return await DecidedAsync(input, movementIds, flows, isNew: movements.Exists(m => !m.IsDecided), ct);
        foreach (var movement in movements)
            if (await decisions.PlacedAsync(movement, ct) is { } placed)
                return placed;
        if (flows.Find(f => f.IsAccounted && f.CreditedCents == f.TotalCents) is { } booked)
            return ApiError.Conflict(
                "rendicontazione-accounted",
                "The rendicontazione is accounted",
                $"A reversale was issued on {booked.FlussoId} and on the movements it has. Annul the reversale first, then repeat the call."
            );
        var apart = await SetApartAsync(movements, flows, ct);
        var missing = flows
            .Select(f => f.TotalCents - ((f.CreditedCents ?? 0) - apart.Where(l => l.RendicontazioneId == f.Id).Sum(l => l.AmountCents)))
            .ToArray();
        var sum = movements.Sum(m => m.AmountCents);
        if (MovementAllotment.Of(movements, flows, missing, input.AcceptDifference is true) is not { } shares)
            return Disagreement(sum, missing.Sum(), flows.Count);
        // An accepted difference may be large, but not turn the sign: a debit without the credit it takes back pays out nothing.
        if (flows.Sum(f => f.TotalCents) >= 0 && flows.Sum(f => f.TotalCents) - missing.Sum() + sum < 0)
            return ApiError.Conflict(
                "amounts-disagree",
                "The movements take money away",
                $"With them the rendicontazione of {EuroCents.ToItalian(flows.Sum(f => f.TotalCents))} euro would have "
                    + $"{EuroCents.ToItalian(flows.Sum(f => f.TotalCents) - missing.Sum() + sum)}: "
                    + "a debit takes back a credit, and pays out nothing. Name the credit too, or ignore the debit (ignoreMovement)."
            );
        await links.UnlinkAsync([.. movementIds, .. apart.Select(l => l.MovementId)], ct);
        await links.LinkAsync(shares, ct);
        return await DecidedAsync(input, movementIds, flows, isNew: true, ct);
    }

    /// <summary>What a run had put to the flow for want of a better credit goes, when without it the amounts agree.</summary>
    private async Task<List<MovementLink>> SetApartAsync(List<DecidedMovement> movements, List<DecidedFlow> flows, CancellationToken ct)
    {
        var present = await links.OfFlowsAsync([.. flows.Select(f => f.Id)], ct);
        var own = present.Where(l => movements.Exists(m => m.Id == l.MovementId)).ToList();
        var makeshift = present.Except(own).Where(l => !l.IsDecided).ToList();
        var states = await decisions.MovementsAsync([.. makeshift.Select(l => l.MovementId)], ct);
        makeshift =
        [
            .. makeshift.Where(l => states.Exists(m => m.Id == l.MovementId && m is { State: MovementState.AmountMismatch, IsOpen: true })),
        ];
        var missing = flows.Sum(f => f.TotalCents - (f.CreditedCents ?? 0)) + own.Sum(l => l.AmountCents);
        return movements.Sum(m => m.AmountCents) == missing + makeshift.Sum(l => l.AmountCents) ? [.. own, .. makeshift] : own;
    }

    private async Task<Outcome<MovementMatchModel>> DecidedAsync(
        MovementMatchInput input,
        Guid[] movements,
        List<DecidedFlow> flows,
        bool isNew,
        CancellationToken ct
    )
    {
        if (isNew)
        {
            await writer.SettleAsync([.. flows.Select(f => f.Id)], ct);
            await writer.ForgiveAsync(movements, [.. flows.Select(f => f.Target)], ct);
            await writer.DecideAsync(
                movements,
                input.Reason,
                isDecided: true,
                m => new MovementMatched(m, true, input.Reason) { RendicontazioneIds = [.. flows.Select(f => f.PublicId)] },
                ct
            );
        }
        var now = await decisions.FlowsAsync([.. flows.Select(f => f.Id)], ct);
        return new MovementMatchModel
        {
            Movements = await rows.FindAsync(movements, ct),
            DifferenceCents = now.Sum(f => (f.CreditedCents ?? 0) - f.TotalCents),
        };
    }

    private async Task<Outcome<MovementMatchModel>> ToReceiptAsync(
        MovementMatchInput input,
        DecidedMovement movement,
        string receiptId,
        CancellationToken ct
    )
    {
        if (!PublicId.TryParse(receiptId, "rcp", out var id) || await decisions.ReceiptAsync(id, ct) is not { } receipt)
            return ApiError.Invalid(
                new FieldError(
                    "receiptId",
                    "receipt-not-found",
                    "is no receipt of the node that this organization has",
                    "Use the identifiers of listReceipts."
                )
            );
        if (movement.ReceiptRecordId == receipt.Id)
            return await PaidOutAsync(input, movement, receipt, isNew: !movement.IsDecided, ct);
        if (await decisions.PlacedAsync(movement, ct) is { } placed)
            return placed;
        if (receipt.IsBrought || receipt.IsReported)
            return ApiError.Conflict(
                "receipt-brought",
                "The receipt has its money elsewhere",
                receipt.IsBrought
                    ? "Another movement pays out this receipt. Take that one off with unmatchMovement first, then repeat the call."
                    : "A rendicontazione reports this receipt: its money comes with the movement of that flow. "
                        + "Match the movement to the rendicontazione."
            );
        if (movement.AmountCents <= 0 || (movement.AmountCents != receipt.OwnCents && input.AcceptDifference is not true))
            return Disagreement(movement.AmountCents, receipt.OwnCents, 1);
        await links.UnlinkAsync([movement.Id], ct);
        await links.LinkReceiptsAsync([(movement.Id, receipt.Id)], ct);
        return await PaidOutAsync(input, movement, receipt, isNew: true, ct);
    }

    private async Task<Outcome<MovementMatchModel>> PaidOutAsync(
        MovementMatchInput input,
        DecidedMovement movement,
        DecidedReceipt receipt,
        bool isNew,
        CancellationToken ct
    )
    {
        if (isNew)
        {
            await writer.ForgiveAsync([movement.Id], [receipt.Id.ToString()], ct);
            await writer.DecideAsync(
                [movement.Id],
                input.Reason,
                isDecided: true,
                m => new MovementMatched(m, true, input.Reason) { ReceiptId = PublicId.Format("rcp", receipt.Id) },
                ct
            );
        }
        return new MovementMatchModel
        {
            Movements = await rows.FindAsync([movement.Id], ct),
            DifferenceCents = movement.AmountCents - receipt.OwnCents,
        };
    }

    internal static ApiError Disagreement(long broughtCents, long missingCents, int flows) =>
        ApiError.Conflict(
            "amounts-disagree",
            "The amounts do not agree",
            $"The movements bring {EuroCents.ToItalian(broughtCents)} euro and {EuroCents.ToItalian(missingCents)} are missing. "
                + (
                    flows == 1
                        ? "Add the movement that is missing, or send acceptDifference: the difference stays an anomaly."
                        : "Name exactly the rendicontazioni that the movements pay out, each of which gets what it misses, "
                            + "or send acceptDifference: the last one has the difference, which stays an anomaly."
                )
        );
}
