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
            .Otherwise("movements-count", MovementTexts.MovementsCount.With(IdsMax), MovementTexts.NameMovements);
        RuleFor(x => x.RendicontazioneIds)
            .Must(ids => IsSet(ids!))
            .When(x => x.RendicontazioneIds is not null)
            .Otherwise("rendicontazioni-count", MovementTexts.RendicontazioniCount.With(IdsMax), MovementTexts.NameRendicontazioni);
        RuleFor(x => x.RendicontazioneIds)
            .Must((x, ids) => x.ReversedMovementId is null ? ids is null != x.ReceiptId is null : x.ReceiptId is null)
            .Otherwise("one-target", MovementTexts.OneTarget, MovementTexts.NameTarget);
        RuleFor(x => x.RendicontazioneIds)
            .Must((x, ids) => x.ReversedMovementId is null || ids is null or { Count: 1 })
            .Otherwise("one-rendicontazione", MovementTexts.OneRendicontazione, MovementTexts.NameOneRendicontazione);
        RuleFor(x => x.AcceptDifference)
            .Must((x, accept) => accept is not true || x.ReversedMovementId is null)
            .Otherwise("accept-difference-of-storno", MovementTexts.DifferenceOfStorno, MovementTexts.LeaveDifferenceOut);
        RuleFor(x => x.ReceiptId)
            .Must((x, id) => id is null || x.MovementIds.Count == 1)
            .Otherwise("one-movement", MovementTexts.OneMovement, MovementTexts.NameOneMovement);
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
                new FieldError("movementIds", "movement-not-found", MovementTexts.MovementUnknown, MovementTexts.UseMovements)
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
                    MovementTexts.RendicontazioneUnknown,
                    MovementTexts.UseRendicontazioni
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
                MovementTexts.RendicontazioneAccounted,
                MovementTexts.AnnulReversaleOfFlow.With(booked.FlussoId)
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
                MovementTexts.TakesMoneyAway,
                MovementTexts.NameCreditToo.With(
                    EuroCents.ToItalian(flows.Sum(f => f.TotalCents)),
                    EuroCents.ToItalian(flows.Sum(f => f.TotalCents) - missing.Sum() + sum)
                )
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
                new FieldError("receiptId", "receipt-not-found", MovementTexts.ReceiptUnknown, MovementTexts.UseReceipts)
            );
        if (movement.ReceiptRecordId == receipt.Id)
            return await PaidOutAsync(input, movement, receipt, isNew: !movement.IsDecided, ct);
        if (await decisions.PlacedAsync(movement, ct) is { } placed)
            return placed;
        if (receipt.IsBrought || receipt.IsReported)
            return ApiError.Conflict(
                "receipt-brought",
                MovementTexts.ReceiptBrought,
                receipt.IsBrought ? MovementTexts.TakeOtherMovementOff : MovementTexts.MatchRendicontazione
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
            MovementTexts.AmountsDisagree,
            (flows == 1 ? MovementTexts.AddMissing : MovementTexts.NameExactly).With(
                EuroCents.ToItalian(broughtCents),
                EuroCents.ToItalian(missingCents)
            )
        );
}
