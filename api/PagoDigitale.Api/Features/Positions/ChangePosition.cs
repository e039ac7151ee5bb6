using System.Text.Json.Serialization;
using FluentValidation;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

public sealed record PositionChange
{
    [Printed]
    public string? Description { get; init; }

    [NullRemoves]
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Instead of those who are there; empty when the debtor owes alone.</summary>
    [NullRemoves]
    public List<CoDebtorInput>? CoDebtors { get; init; }

    /// <summary>Null leaves it to the services.</summary>
    [NullRemoves]
    public RequestToPay? RequestToPay { get; init; }

    public List<InstalmentChange>? Instalments { get; init; }
}

/// <summary>
/// What is absent stays and null removes, also inside the list, which a merge patch replaces as a whole: the dates remember
/// whether they were sent.
/// </summary>
public sealed record InstalmentChange
{
    public required string Id { get; init; }
    public long? AmountCents { get; init; }

    [NullRemoves]
    public DateOnly? DueDate
    {
        get;
        init => (field, HasDueDate) = (value, true);
    }

    [NullRemoves]
    public DateOnly? ValidUntil
    {
        get;
        init => (field, HasValidUntil) = (value, true);
    }

    [JsonIgnore]
    public bool HasDueDate { get; private init; }

    [JsonIgnore]
    public bool HasValidUntil { get; private init; }
}

public sealed class PositionChangeValidator : AbstractValidator<PositionChange>
{
    public PositionChangeValidator()
    {
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.Metadata).AreLabels();
        RuleFor(x => x.Instalments)
            .Must(i => i is null || i.Count is >= 1 and <= PaymentOptions.InstalmentsMax)
            .Otherwise(
                "instalments-count",
                PaymentOptionTexts.InstalmentsCount.With(PaymentOptions.InstalmentsMax),
                PositionInputTexts.NameInstalments
            );
        RuleForEach(x => x.Instalments)
            .NotNull()
            .ChildRules(instalment =>
            {
                instalment.RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
                instalment.RuleFor(x => x.DueDate).IsSaneDate();
                instalment.RuleFor(x => x.ValidUntil).IsSaneDate();
            });
    }
}

public sealed class ChangePositionHandler(
    PagoDb db,
    PositionLoader positions,
    ReadPositionHandler read,
    RegistryQueries registry,
    PositionParties parties,
    PositionRequests requests,
    LedgerWriter ledger,
    PositionEventWriter events,
    IValidator<PositionChange> validator,
    TimeProvider clock
)
{
    private static readonly DebtSharingValidator _sharing = new();

    public async Task<Outcome<PositionModel>> RunAsync(
        string id,
        MergePatch<PositionChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await positions.LockAsync(id, ct) is { } found ? found : (Outcome<Position>)PositionRefusals.NotFound(id),
            position =>
                new()
                {
                    Description = position.Description,
                    Metadata = position.Metadata,
                    RequestToPay = position.RequestToPay,
                    CoDebtors =
                        position.CoDebtors.Count == 0 ? null : [.. position.CoDebtors.OrderBy(c => c.Place).Select(c => c.ToInput())],
                },
            validator,
            (position, change) => WriteAsync(position, change, ct)
        );

    private async Task<Outcome<PositionModel>?> WriteAsync(Position position, PositionChange change, CancellationToken ct)
    {
        var named = Named(position, change);
        if (named.Error is { } unknown)
            return unknown;
        if (_sharing.Validate(new ChangedCoDebtors(position.DebtorFiscalCode, change.CoDebtors)).ToFieldErrors() is { Count: > 0 } unfit)
            return ApiError.Invalid(unfit);
        var others = PositionComparison.IsSame(position.CoDebtors, change.CoDebtors ?? []) ? null : change.CoDebtors ?? [];
        var refused = Refusal(position, change, named.Value!) ?? (others is null ? null : PositionRefusals.IfClosed(position));
        if ((refused ?? RefusalOfRequest(position, change)) is { } refusal)
            return refusal;
        var isAsked = change.RequestToPay != position.RequestToPay;
        var wasPushed = isAsked ? await requests.MayBePushedAsync(position, ct) : null;
        var terms = (await registry.ServiceAsync(position.ServiceCode, ct))!;
        var faces = NoticeFaces.Of(position);
        var entries = Apply(position, change, named.Value!, out var errors);
        CheckDates(position, named.Value!, terms, errors);
        foreach (var (instalment, wanted) in named.Value!)
            if (wanted.HasDueDate || wanted.HasValidUntil)
                instalment.LastCreditDay = terms.LastCreditDay(instalment.Term);
        if (named.Value!.Exists(n => n.Change.AmountCents is not null))
            errors.AddRange(CheckOptions(position, terms));
        if (errors.Count > 0)
            return ApiError.Invalid(errors);
        var entered = await parties.EnterAsync(others ?? [], position.OrganizationId, position.PositionId, ct);
        if (entered.Error is { } taken)
            return taken;
        if (others is null && !db.ChangeTracker.HasChanges())
            return await read.WrittenAsync(position.PositionId, ct);
        faces.Note(position, NoticeFaces.OptionsOf(position), clock.GetUtcNow());
        entries.AddRange(position.Settle(clock.GetUtcNow()));
        // Before the new ones come, which have the same keys.
        if (others is not null)
            db.RemoveRange(position.CoDebtors);
        await db.SaveChangesAsync(ct);
        db.AddRange(entered.Value!);
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        await events.EmitAsync(position.PositionId, p => new PositionChanged(p), ct);
        var written = await read.WrittenAsync(position.PositionId, ct);
        var mayBePushed = isAsked ? await requests.MayBePushedAsync(position, ct) : null;
        return written with { Warnings = [.. written.Warnings, .. PositionWarnings.OfRequest(wasPushed, mayBePushed)] };
    }

    /// <summary>What is still open may be let go or kept back, also where some of it is paid.</summary>
    private static ApiError? RefusalOfRequest(Position position, PositionChange change) =>
        change.RequestToPay == position.RequestToPay || position.Instalments.Exists(PositionRequests.IsOpen)
            ? null
            : PositionRefusals.IfClosed(position);

    private static Outcome<List<(Instalment Instalment, InstalmentChange Change)>> Named(Position position, PositionChange change)
    {
        var named = new List<(Instalment, InstalmentChange)>();
        var errors = new List<FieldError>();
        foreach (var (wanted, i) in (change.Instalments ?? []).Select((c, i) => (c, i)))
            if (!PublicId.TryParse(wanted.Id, "ins", out var id) || position.Instalments.Find(x => x.InstalmentId == id) is not { } found)
                errors.Add(
                    new($"instalments[{i}].id", "instalment-not-found", PositionsTexts.IsNoInstalment, PositionsTexts.UseShownInstalments)
                );
            else if (named.Exists(n => n.Item1 == found))
                errors.Add(
                    new($"instalments[{i}].id", "instalment-repeated", PositionsTexts.IsNamedTwice, PositionsTexts.PutChangesTogether)
                );
            else
                named.Add((found, wanted));
        return errors.Count > 0 ? ApiError.Invalid(errors) : named;
    }

    private static ApiError? Refusal(Position position, PositionChange change, List<(Instalment Instalment, InstalmentChange Change)> named)
    {
        var touched = named.Select(n => n.Instalment).ToList();
        // The description is every instalment's: who has paid has it on the receipt. Who is paying is told at the node's next
        // question what has changed (SANP, best practice: the amount is read again every time), and the answer warns.
        var concerned = change.Description == position.Description ? touched : position.Instalments;
        if (PositionRefusals.IfSettled(concerned) is { } paid)
            return paid;
        return touched.Find(i => i.State == InstalmentState.Void) is { } gone ? PositionRefusals.IsVoid(gone.NoticeNumber)
            : touched.Exists(i => !i.IsLive) ? PositionRefusals.Cancelled()
            : null;
    }

    /// <summary>As they must be to each other when a position is created.</summary>
    private static IEnumerable<FieldError> CheckOptions(Position position, ServiceTerms terms)
    {
        var sums = position
            .InOrder.Where(i => i.IsLive)
            .GroupBy(i => i.OptionIndex)
            .Select(o =>
                (
                    Option: (int)o.Key,
                    Cents: o.Sum(i => i.AmountCents),
                    IsReduced: position.Options.Exists(x => x.OptionIndex == o.Key && x.Kind == PaymentOptionKind.Reduced)
                )
            )
            .ToList();
        var whole = sums.Find(s => !s.IsReduced);
        foreach (var (option, cents, isReduced) in sums)
            if (!isReduced && terms.FixedPriceCents is { } price && cents != price)
                yield return PositionRefusals.NotThePrice(terms.Code, price, cents, "instalments");
            else if (!isReduced && cents != whole.Cents)
                yield return new(
                    "instalments",
                    "payment-options-sum",
                    PaymentOptionTexts.OptionDiffers.With(option, cents, whole.Option, whole.Cents),
                    PaymentOptionTexts.ChangeAllOptions
                );
            else if (isReduced && whole.Cents > 0 && cents >= whole.Cents)
                yield return new(
                    "instalments",
                    "reduction-not-smaller",
                    PaymentOptionTexts.OptionIsNotSmaller.With(option, cents, whole.Cents, whole.Option),
                    PaymentOptionTexts.AskLess
                );
    }

    private static List<(Posting, PostingSubject)> Apply(
        Position position,
        PositionChange change,
        List<(Instalment Instalment, InstalmentChange Change)> named,
        out List<FieldError> errors
    )
    {
        errors = [];
        var entries = new List<(Posting, PostingSubject)>();
        var texts = position
            .Instalments.Where(i => i.IsLive && !InstalmentLifeCycle.IsSettled(i.State))
            .SelectMany(i => i.Transfers, (i, t) => (Instalment: i, Transfer: t))
            .Where(x =>
                x.Transfer.RemittanceInformation
                == RemittanceText.For(x.Instalment.Iuv, x.Transfer.AmountCents, x.Instalment.Description ?? position.Description)
            )
            .ToList();
        foreach (var ((instalment, wanted), i) in named.Select((n, i) => (n, i)))
        {
            if (wanted.AmountCents is { } amount && amount != instalment.AmountCents)
                entries.AddRange(ChangeAmount(instalment, amount, $"instalments[{i}].amountCents", errors));
            if (wanted.HasDueDate)
                instalment.DueDate = wanted.DueDate;
            if (wanted.HasValidUntil)
                instalment.ValidUntil = wanted.ValidUntil;
        }
        position.Description = change.Description!;
        position.RequestToPay = change.RequestToPay;
        if (!Same(position.Metadata, change.Metadata))
            position.Metadata = change.Metadata;
        position.AmountCents = position.AskedCents is > 0 and var total ? total : position.AmountCents;
        if (position.AmountCents > EuroCents.Max)
            errors.Add(
                new(
                    "instalments",
                    "amount-too-large",
                    PositionPlanTexts.IsTooLarge.With(position.AmountCents, EuroCents.Max),
                    PositionPlanTexts.SplitDebt
                )
            );
        foreach (var (instalment, transfer) in texts)
            transfer.RemittanceInformation = RemittanceText.For(
                instalment.Iuv,
                transfer.AmountCents,
                instalment.Description ?? position.Description
            );
        return entries;
    }

    private static IEnumerable<(Posting, PostingSubject)> ChangeAmount(
        Instalment instalment,
        long amount,
        string field,
        List<FieldError> errors
    )
    {
        if (instalment.Transfers.Count != 1 || instalment.Transfers[0].Allocations.Count > 1)
        {
            errors.Add(new(field, "amount-of-several-shares", PositionPlanTexts.HasSeveralShares, PositionPlanTexts.CreateWithNewShares));
            return [];
        }
        var before = instalment.Shares;
        instalment.AmountCents = instalment.Transfers[0].AmountCents = amount;
        if (instalment.Transfers[0].Allocations.Count == 1)
            instalment.Transfers[0].Allocations[0].AmountCents = amount;
        return instalment.State == InstalmentState.Draft || instalment.IsReleased
            ? []
            : PostingRules
                .ChangeAmount(before, instalment.Shares)
                .Select(p => (p, new PostingSubject(instalment.PositionId, instalment.InstalmentId)));
    }

    private void CheckDates(
        Position position,
        List<(Instalment Instalment, InstalmentChange Change)> named,
        ServiceTerms terms,
        List<FieldError> errors
    )
    {
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        foreach (var ((instalment, change), i) in named.Select((n, i) => (n, i)))
        {
            if (!change.HasDueDate && !change.HasValidUntil)
                continue;
            if (
                instalment.ValidUntil is null
                && (instalment.DueDate is null || instalment.KeepPayableAfterDueDate != false)
                && position.Options.Exists(o => o.OptionIndex == instalment.OptionIndex && o.Kind == PaymentOptionKind.Reduced)
            )
                errors.Add(
                    new(
                        $"instalments[{i}].validUntil",
                        "reduction-without-end",
                        PaymentOptionTexts.NeverEnds,
                        PaymentOptionTexts.GiveLastDay
                    )
                );
            if (change.HasDueDate && OutOfOrder(position, instalment) is { } other)
                errors.Add(
                    new(
                        $"instalments[{i}].dueDate",
                        "due-dates-out-of-order",
                        PositionPlanTexts.IsOutOfOrder.With(other),
                        PositionPlanTexts.SendInOrder
                    )
                );
            if (instalment.ValidUntil < instalment.DueDate)
                errors.Add(
                    new(
                        $"instalments[{i}].validUntil",
                        "valid-until-before-due-date",
                        PositionInputTexts.EndsBeforeDue.With(instalment.ValidUntil, instalment.DueDate),
                        PositionInputTexts.LetBePayableUntilDue
                    )
                );
            if (change.HasValidUntil && Payability.IsPastLastDay(instalment.ValidUntil, today))
                errors.Add(
                    new(
                        $"instalments[{i}].validUntil",
                        "valid-until-passed",
                        PositionPlanTexts.HasPassed.With(instalment.ValidUntil),
                        PositionPlanTexts.GiveDayFromToday
                    )
                );
            if (
                change.HasDueDate
                && Payability.IsPastDueDate(instalment.DueDate, instalment.KeepPayableAfterDueDate ?? terms.KeepPayableAfterDueDate, today)
            )
                errors.Add(
                    new(
                        $"instalments[{i}].dueDate",
                        "due-date-passed",
                        PositionPlanTexts.HasPassedForGood.With(instalment.DueDate),
                        PositionPlanTexts.GiveDayFromToday
                    )
                );
            if ((instalment.ValidUntil ?? instalment.DueDate) < (instalment.ValidFrom ?? position.ValidFrom))
                errors.Add(
                    new(
                        $"instalments[{i}].validUntil",
                        "before-valid-from",
                        PositionPlanTexts.IsBeforeValidFrom.With(instalment.ValidFrom ?? position.ValidFrom),
                        PositionPlanTexts.FallDueLater
                    )
                );
        }
    }

    /// <summary>
    /// The number of an instalment of the same option that is due before it, or after it, and should not be; null when none is.
    /// </summary>
    private static int? OutOfOrder(Position position, Instalment instalment) =>
        position
            .InOrder.Where(i => i.IsLive && i.OptionIndex == instalment.OptionIndex)
            .Where(i =>
                i.InstalmentIndex < instalment.InstalmentIndex
                    ? i.DueDate > instalment.DueDate
                    : i.InstalmentIndex > instalment.InstalmentIndex && i.DueDate < instalment.DueDate
            )
            .Select(i => (int?)i.InstalmentIndex)
            .FirstOrDefault();

    private static bool Same(Dictionary<string, string>? one, Dictionary<string, string>? other) =>
        (one?.Count ?? 0) == (other?.Count ?? 0)
        && (one ?? []).All(pair => other!.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
