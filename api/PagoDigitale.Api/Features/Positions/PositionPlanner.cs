using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Works a position out: fills in what the service says, and lets no sum pass that does not close.</summary>
public sealed class PositionPlanner(RegistryQueries registry, TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<PositionPlan>> PlanAsync(PositionInput input, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        await AccountBarrier.HoldAsync(session, ct);
        var services = await registry.ServicesAsync([input.ServiceCode, .. Lines(input).Select(t => t.ServiceCode).OfType<string>()], ct);
        var known = await TermsAsync(input, services, errors, ct);
        var terms = known ?? Unknown(input.ServiceCode);
        var accertamenti = await registry.AccertamentiAsync(
            [.. Allocations(input).Select(a => (a.AccertamentoYear, a.AccertamentoNumber))],
            ct
        );
        var accounts = await registry.ActiveIbansAsync(Accounts(input, [terms, .. services.Values]), ct);
        if (known is null)
            accounts[terms.Iban] = false;
        var refused = await registry.RefusedForeignAccountsAsync([.. ForeignAccounts(input)], ct);
        var transfers = new TransferPlanner(session.Organization, terms, services, accounts, refused, accertamenti, errors);
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var options = input.Options.Select((o, n) => PlanOption(input, o, n + 1, terms, known, today, transfers, errors)).ToList();
        CheckNotices(input, errors);
        await CheckRoutesAsync(input, errors, ct);
        var amounts = options
            .Select(
                (o, n) => o.Instalments.Count == input.Options[n].Instalments.Count ? o.Instalments.Sum(i => i.AmountCents) : (long?)null
            )
            .ToList();
        errors.AddRange(OptionPlanner.Check(input, amounts));
        foreach (var (option, amount) in options.Zip(amounts))
            CheckAmount(option, amount, terms, services, errors);
        return errors.Count > 0 ? ApiError.Invalid(errors) : new PositionPlan(terms, input.UnitCode ?? terms.UnitCode, options);
    }

    private static PlannedOption PlanOption(
        PositionInput input,
        PaymentOptionInput option,
        int index,
        ServiceTerms terms,
        ServiceTerms? known,
        DateOnly today,
        TransferPlanner transfers,
        List<FieldError> errors
    )
    {
        var planned = new List<PlannedInstalment>();
        var keeps = option.KeepPayableAfterDueDate ?? terms.KeepPayableAfterDueDate;
        for (var i = 0; i < option.Instalments.Count; i++)
        {
            var (instalment, place) = (option.Instalments[i], new PlannedPlace(index, i + 1));
            CheckDates(option.ValidFrom ?? input.ValidFrom, option.Instalments, i, place.Field, keeps, today, errors);
            if (AmountOf(instalment, place.Field, known, errors) is { } amount)
                planned.Add(
                    new(
                        place,
                        amount,
                        instalment.DueDate,
                        instalment.ValidUntil,
                        instalment.RemittanceInformation,
                        instalment.NoticeNumber,
                        transfers.Plan(instalment, amount, place.Field)
                    )
                    {
                        Metadata = instalment.Metadata ?? [],
                        KeepPayableAfterDueDate = option.KeepPayableAfterDueDate,
                        ValidFrom = option.ValidFrom,
                        Description = instalment.Description == input.Description ? null : instalment.Description,
                        LastCreditDay = terms.LastCreditDay(instalment.DueDate ?? instalment.ValidUntil),
                    }
                );
            MetadataRules.Check(instalment.Metadata, own: 0, place.Field, errors);
        }
        return new(index, OptionPlanner.KindOf(option), option.Description, planned)
        {
            KeepPayableAfterDueDate = option.KeepPayableAfterDueDate,
            ValidFrom = option.ValidFrom,
        };
    }

    private static void CheckAmount(
        PlannedOption option,
        long? amount,
        ServiceTerms terms,
        IReadOnlyDictionary<string, ServiceTerms> services,
        List<FieldError> errors
    )
    {
        var field = $"paymentOptions[{option.Index - 1}].instalments";
        if (option.Kind != PaymentOptionKind.Reduced && amount is { } total)
            foreach (var (service, asked) in AskedOf(option, terms.Code, total))
                if ((service == terms.Code ? terms : services[service]).FixedPriceCents is { } price && !IsPrice(asked, price))
                    errors.Add(
                        PositionRefusals.NotThePrice(
                            service,
                            price,
                            asked.Sum(),
                            option.Instalments.Count == 1 && service == terms.Code ? $"{field}[0].amountCents" : field
                        )
                    );
        if (amount is > EuroCents.Max and var sum)
            errors.Add(new(field, "amount-too-large", PositionPlanTexts.IsTooLarge.With(sum, EuroCents.Max), PositionPlanTexts.SplitDebt));
    }

    /// <summary>
    /// What an option asks for each service, line by line; for the position's own in one sum where it has no lines of others.
    /// </summary>
    private static IEnumerable<(string Service, List<long> Asked)> AskedOf(PlannedOption option, string own, long total)
    {
        var lines = option.Instalments.SelectMany(i => i.Transfers).GroupBy(t => t.ServiceCode ?? own, t => t.AmountCents).ToList();
        return lines.Exists(l => l.Key != own) ? lines.Select(l => (l.Key, l.ToList())) : [(own, [total])];
    }

    /// <summary>
    /// The price once, in one line or in several that add up to it; or as often as there are lines, each of which asks it.
    /// </summary>
    private static bool IsPrice(List<long> asked, long price) => asked.Sum() == price || asked.TrueForAll(a => a == price);

    private async Task<ServiceTerms?> TermsAsync(
        PositionInput input,
        IReadOnlyDictionary<string, ServiceTerms> services,
        List<FieldError> errors,
        CancellationToken ct
    )
    {
        var terms = services.GetValueOrDefault(input.ServiceCode);
        if (terms is null)
            errors.Add(
                new(
                    "serviceCode",
                    "service-not-found",
                    PositionPlanTexts.NoService.With(input.ServiceCode),
                    PositionPlanTexts.CreateService
                )
            );
        else if (!terms.IsActive)
            errors.Add(
                new(
                    "serviceCode",
                    "service-inactive",
                    PositionPlanTexts.ServiceIsInactive.With(input.ServiceCode),
                    PositionPlanTexts.ActivateService
                )
            );
        if (input.UnitCode is { } unit && !await registry.UnitExistsAsync(unit, ct))
            errors.Add(new("unitCode", "unit-not-found", PositionPlanTexts.NoUnit.With(unit), PositionPlanTexts.CreateUnit));
        return terms;
    }

    /// <summary>Terms that refuse nothing: what else is wrong is told together with the service that is not there.</summary>
    private static ServiceTerms Unknown(string code) =>
        new(code, "", true, "", true, null, "", null, null, KeepPayableAfterDueDate: true, null, AllowsOtherAmounts: true);

    private static long? AmountOf(InstalmentInput instalment, string field, ServiceTerms? terms, List<FieldError> errors)
    {
        var amount = instalment.AmountCents ?? terms?.AmountCents;
        if (amount is null && terms is not null)
            errors.Add(
                new(
                    $"{field}.amountCents",
                    "amount-missing",
                    PositionPlanTexts.AmountIsMissing.With(terms.Code),
                    PositionPlanTexts.GiveAmount
                )
            );
        return amount;
    }

    private static void CheckDates(
        DateOnly? validFrom,
        List<InstalmentInput> instalments,
        int i,
        string field,
        bool keepsAfterDueDate,
        DateOnly today,
        List<FieldError> errors
    )
    {
        var instalment = instalments[i];
        if (Payability.IsPastLastDay(instalment.ValidUntil, today))
            errors.Add(
                new(
                    $"{field}.validUntil",
                    "valid-until-passed",
                    PositionPlanTexts.HasPassed.With(instalment.ValidUntil),
                    PositionPlanTexts.GiveDayFromToday
                )
            );
        if (Payability.IsPastDueDate(instalment.DueDate, keepsAfterDueDate, today))
            errors.Add(
                new(
                    $"{field}.dueDate",
                    "due-date-passed",
                    PositionPlanTexts.HasPassedForGood.With(instalment.DueDate),
                    PositionPlanTexts.GiveDayFromToday
                )
            );
        if ((instalment.ValidUntil ?? instalment.DueDate) < validFrom)
            errors.Add(
                new(
                    $"{field}.{(instalment.ValidUntil is null ? "dueDate" : "validUntil")}",
                    "before-valid-from",
                    PositionPlanTexts.IsBeforeValidFrom.With(validFrom),
                    PositionPlanTexts.FallDueLater
                )
            );
        if (instalments.FindLastIndex(i, i + 1, x => x.DueDate > instalment.DueDate) is >= 0 and var later)
            errors.Add(
                new(
                    $"{field}.dueDate",
                    "due-dates-out-of-order",
                    PositionPlanTexts.IsOutOfOrder.With(later + 1),
                    PositionPlanTexts.SendInOrder
                )
            );
    }

    private static IEnumerable<(PlannedPlace Place, InstalmentInput Instalment)> Placed(PositionInput input) =>
        input.Options.SelectMany((o, n) => o.Instalments.Select((x, i) => (new PlannedPlace(n + 1, i + 1), x)));

    private static void CheckNotices(PositionInput input, List<FieldError> errors)
    {
        var seen = new HashSet<string>();
        foreach (var (place, instalment) in Placed(input))
            if (instalment.NoticeNumber is { } number && !seen.Add(NoticeNumber.Parse(number).Iuv))
                errors.Add(
                    new($"{place.Field}.noticeNumber", "notice-number-repeated", PositionPlanTexts.RepeatsIuv, PositionPlanTexts.NumberEach)
                );
    }

    /// <summary>
    /// The node finds the station by the code after the aux digit (SACI, chapter 2): with one that no station of the
    /// organization has or had, nobody could ever ask for the notice. Aux digits 1 and 2 have no code.
    /// </summary>
    private async Task CheckRoutesAsync(PositionInput input, List<FieldError> errors, CancellationToken ct)
    {
        var coded = Placed(input)
            .Where(x => x.Instalment.NoticeNumber is not null)
            .Select(x => (x.Place, Number: NoticeNumber.Parse(x.Instalment.NoticeNumber!)))
            .Where(x => CodeOf(x.Number) is not null)
            .ToList();
        if (coded.Count == 0)
            return;
        var stations = await registry.StationCodesAsync(ct);
        errors.AddRange(
            coded.Where(x => !stations.Contains((x.Number.AuxDigit, CodeOf(x.Number)!))).Select(x => NoStation(x.Place, x.Number))
        );
    }

    private static string? CodeOf(NoticeNumber number) => number.SegregationCode ?? number.ApplicationCode;

    private static FieldError NoStation(PlannedPlace place, NoticeNumber number)
    {
        var (code, member, noStation) = number.SegregationCode is { } segregation
            ? (segregation, "segregationCode", PositionPlanTexts.NoStationOfSegregationCode)
            : (number.ApplicationCode, "applicationCode", PositionPlanTexts.NoStationOfApplicationCode);
        return new(
            $"{place.Field}.noticeNumber",
            "notice-number-not-routable",
            noStation.With(number, number.AuxDigit, code),
            PositionPlanTexts.RegisterStation.With(number.AuxDigit, member, code)
        );
    }

    private static IEnumerable<TransferInput> Lines(PositionInput input) => Placed(input).SelectMany(x => x.Instalment.Transfers ?? []);

    private IEnumerable<string> Accounts(PositionInput input, IEnumerable<ServiceTerms> services)
    {
        var own = Lines(input).Where(t => (t.OrganizationFiscalCode ?? session.Organization) == session.Organization);
        return own.SelectMany(t => new[] { t.Iban, t.PostalIban })
            .Concat(services.SelectMany(s => new[] { s.Iban, s.PostalIban }))
            .OfType<string>();
    }

    private IEnumerable<(string Beneficiary, string Iban)> ForeignAccounts(PositionInput input) =>
        Placed(input)
            .SelectMany(x => x.Instalment.Transfers ?? [])
            .Where(t => (t.OrganizationFiscalCode ?? session.Organization) != session.Organization)
            .SelectMany(t => new[] { t.Iban, t.PostalIban }.OfType<string>(), (t, iban) => (t.OrganizationFiscalCode!, iban));

    private static IEnumerable<AllocationInput> Allocations(PositionInput input) =>
        Placed(input)
            .SelectMany(x => (x.Instalment.Allocations ?? []).Concat((x.Instalment.Transfers ?? []).SelectMany(t => t.Allocations ?? [])));
}
