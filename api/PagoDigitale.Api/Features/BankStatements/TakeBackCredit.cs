using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// A person says that debits take a credit back. One debit of the very amount reverses the credit; others stand beside it, and
/// the rendicontazione has what they bring together. It says what happened, so a reversale does not stand in its way.
/// </summary>
public sealed class TakeBackCreditHandler(
    DecisionQueries decisions,
    DecisionWriter writer,
    MovementLinkWriter links,
    StornoWriter stornos,
    MovementRows rows
)
{
    public async Task<Outcome<MovementMatchModel>> RunAsync(
        MovementMatchInput input,
        List<DecidedMovement> debits,
        string reversed,
        CancellationToken ct
    )
    {
        if (debits.Exists(d => d.AmountCents > 0))
            return ApiError.Invalid(new FieldError("movementIds", "movement-not-debit", MovementTexts.NoDebit, MovementTexts.NameDebits));
        if (await decisions.MovementAsync(reversed, ct) is not { AmountCents: > 0 } credit)
            return ApiError.Invalid(
                new FieldError("reversedMovementId", "movement-not-found", MovementTexts.NoCredit, MovementTexts.UseCredit)
            );
        if (debits.TrueForAll(d => d.CounterpartId == credit.Id))
            return await AnswerAsync(debits, credit, ct);
        if (debits.Find(d => !d.IsOpen) is { } settled)
            return DecisionQueries.NotOpen(settled);
        if (credit.State is MovementState.Reversed or MovementState.Ignored)
            return DecisionQueries.NotOpen(credit);
        var taken = -debits.Sum(d => d.AmountCents);
        var refusal =
            taken == credit.AmountCents && debits.Count == 1 && credit.TakenBackCents == 0
                ? await WholeAsync(debits[0], credit, ct)
                : await PartAsync(input, debits, credit, taken, ct);
        if (refusal is not null)
            return refusal;
        var movements = debits.Select(d => d.Id).ToArray();
        await writer.ForgiveAsync(movements, [credit.Id.ToString()], ct);
        await writer.DecideAsync(
            movements,
            input.Reason,
            isDecided: true,
            m => new MovementMatched(m, true, input.Reason) { ReversedMovementId = credit.PublicId },
            ct
        );
        return await AnswerAsync(debits, credit, ct);
    }

    private async Task<ApiError?> WholeAsync(DecidedMovement debit, DecidedMovement credit, CancellationToken ct)
    {
        await links.UnlinkAsync([debit.Id], ct);
        await stornos.ReverseAsync([new(debit.Id, credit.Id, credit.AmountCents)], ct);
        return null;
    }

    private async Task<ApiError?> PartAsync(
        MovementMatchInput input,
        List<DecidedMovement> debits,
        DecidedMovement credit,
        long taken,
        CancellationToken ct
    )
    {
        var paidOut = await links.OfMovementsAsync([credit.Id], ct);
        if (paidOut.Count == 0)
            return ApiError.Conflict(
                "credit-pays-out-nothing",
                MovementTexts.OnlyFromRendicontazione,
                credit.ReceiptRecordId is null
                    ? MovementTexts.MatchTogether.With(credit.PublicId)
                    : MovementTexts.MatchWhatIsRight.With(credit.PublicId)
            );
        if (Losing(input, paidOut) is not { } losing)
            return ApiError.Invalid(
                new FieldError(
                    "rendicontazioneIds",
                    "rendicontazione-needed",
                    MovementTexts.RendicontazioneNeeded,
                    MovementTexts.NameOneOf.With(paidOut.Select(l => PublicId.Format("rnd", l.RendicontazioneId)))
                )
            );
        var left = losing.AmountCents - await TakenFromAsync(credit, losing, ct);
        if (taken > left)
            return ApiError.Conflict(
                "amounts-disagree",
                MovementTexts.AmountsDisagree,
                MovementTexts.LessIsLeft.With(EuroCents.ToItalian(taken), EuroCents.ToItalian(left))
            );
        await links.UnlinkAsync([.. debits.Select(d => d.Id)], ct);
        await stornos.ReversePartAsync([.. debits.Select(d => new Storno(d.Id, credit.Id, -d.AmountCents))], losing.RendicontazioneId, ct);
        return null;
    }

    private static MovementLink? Losing(MovementMatchInput input, List<MovementLink> paidOut) =>
        input.RendicontazioneIds is [var named]
            ? PublicId.TryParse(named, "rnd", out var id)
                ? paidOut.Find(l => l.RendicontazioneId == id)
                : null
            : paidOut.Count == 1
                ? paidOut[0]
                : null;

    private async Task<long> TakenFromAsync(DecidedMovement credit, MovementLink losing, CancellationToken ct) =>
        -(await links.OfMovementsAsync(await decisions.PartsAsync(credit.Id, ct), ct))
            .Where(l => l.RendicontazioneId == losing.RendicontazioneId)
            .Sum(l => l.AmountCents);

    /// <summary>The debits and the credit, and what is left of it.</summary>
    private async Task<MovementMatchModel> AnswerAsync(List<DecidedMovement> debits, DecidedMovement credit, CancellationToken ct)
    {
        var now = (await decisions.MovementsAsync([credit.Id], ct)).Single();
        return new()
        {
            Movements = await rows.FindAsync([.. debits.Select(d => d.Id), credit.Id], ct),
            DifferenceCents = now.State == MovementState.Reversed ? 0 : now.AmountCents - now.TakenBackCents,
        };
    }
}
