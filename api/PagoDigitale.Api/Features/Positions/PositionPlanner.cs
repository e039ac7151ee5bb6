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
        var known = await TermsAsync(input, errors, ct);
        var terms = known ?? Unknown(input.ServiceCode);
        var option = input.PaymentOptions[0];
        var accertamenti = await registry.AccertamentiAsync(
            [.. Allocations(option).Select(a => (a.AccertamentoYear, a.AccertamentoNumber))],
            ct
        );
        var accounts = await registry.ActiveIbansAsync(Accounts(option, terms), ct);
        if (known is null)
            accounts[terms.Iban] = false;
        var refused = await registry.RefusedForeignAccountsAsync([.. ForeignAccounts(option)], ct);
        var transfers = new TransferPlanner(session.Organization, terms, accounts, refused, accertamenti, errors);
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var planned = new List<PlannedInstalment>();
        for (var i = 0; i < option.Instalments.Count; i++)
        {
            var field = $"paymentOptions[0].instalments[{i}]";
            CheckDates(input, option.Instalments, i, terms, today, errors);
            if (AmountOf(option.Instalments[i], field, known, errors) is { } amount)
                planned.Add(
                    new(
                        i + 1,
                        amount,
                        option.Instalments[i].DueDate,
                        option.Instalments[i].ValidUntil,
                        option.Instalments[i].RemittanceInformation,
                        option.Instalments[i].NoticeNumber,
                        transfers.Plan(option.Instalments[i], amount, field)
                    )
                    {
                        Metadata = option.Instalments[i].Metadata ?? [],
                    }
                );
            MetadataRules.Check(option.Instalments[i].Metadata, own: 0, field, errors);
        }
        CheckNotices(option, errors);
        await CheckRoutesAsync(option, errors, ct);
        var isWhole = planned.Count == option.Instalments.Count;
        if (isWhole && terms.FixedPriceCents is { } price && planned.Sum(p => p.AmountCents) is var asked && asked != price)
            errors.Add(
                PositionRefusals.NotThePrice(
                    terms.Code,
                    price,
                    asked,
                    planned.Count == 1 ? "paymentOptions[0].instalments[0].amountCents" : "paymentOptions[0].instalments"
                )
            );
        if (isWhole && planned.Sum(p => p.AmountCents) is > EuroCents.Max and var total)
            errors.Add(
                new(
                    "paymentOptions[0].instalments",
                    "amount-too-large",
                    PositionPlanTexts.IsTooLarge.With(total, EuroCents.Max),
                    PositionPlanTexts.SplitDebt
                )
            );
        return errors.Count > 0 ? ApiError.Invalid(errors) : new PositionPlan(terms, input.UnitCode ?? terms.UnitCode, planned);
    }

    private async Task<ServiceTerms?> TermsAsync(PositionInput input, List<FieldError> errors, CancellationToken ct)
    {
        var terms = await registry.ServiceAsync(input.ServiceCode, ct);
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
        PositionInput input,
        List<InstalmentInput> instalments,
        int i,
        ServiceTerms terms,
        DateOnly today,
        List<FieldError> errors
    )
    {
        var (instalment, field) = (instalments[i], $"paymentOptions[0].instalments[{i}]");
        if (Payability.IsPastLastDay(instalment.ValidUntil, today))
            errors.Add(
                new(
                    $"{field}.validUntil",
                    "valid-until-passed",
                    PositionPlanTexts.HasPassed.With(instalment.ValidUntil),
                    PositionPlanTexts.GiveDayFromToday
                )
            );
        if (Payability.IsPastDueDate(instalment.DueDate, terms.KeepPayableAfterDueDate, today))
            errors.Add(
                new(
                    $"{field}.dueDate",
                    "due-date-passed",
                    PositionPlanTexts.HasPassedForGood.With(instalment.DueDate),
                    PositionPlanTexts.GiveDayFromToday
                )
            );
        if ((instalment.ValidUntil ?? instalment.DueDate) < input.ValidFrom)
            errors.Add(
                new(
                    $"{field}.{(instalment.ValidUntil is null ? "dueDate" : "validUntil")}",
                    "before-valid-from",
                    PositionPlanTexts.IsBeforeValidFrom.With(input.ValidFrom),
                    PositionPlanTexts.FallDueLater
                )
            );
        if (i > 0 && instalment.DueDate < instalments[i - 1].DueDate)
            errors.Add(
                new($"{field}.dueDate", "due-dates-out-of-order", PositionPlanTexts.IsOutOfOrder.With(i), PositionPlanTexts.SendInOrder)
            );
    }

    private static void CheckNotices(PaymentOptionInput option, List<FieldError> errors)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < option.Instalments.Count; i++)
            if (option.Instalments[i].NoticeNumber is { } number && !seen.Add(NoticeNumber.Parse(number).Iuv))
                errors.Add(
                    new(
                        $"paymentOptions[0].instalments[{i}].noticeNumber",
                        "notice-number-repeated",
                        PositionPlanTexts.RepeatsIuv,
                        PositionPlanTexts.NumberEach
                    )
                );
    }

    /// <summary>
    /// The node finds the station by the code after the aux digit (SACI, chapter 2): with one that no station of the
    /// organization has or had, nobody could ever ask for the notice. Aux digits 1 and 2 have no code.
    /// </summary>
    private async Task CheckRoutesAsync(PaymentOptionInput option, List<FieldError> errors, CancellationToken ct)
    {
        var coded = option
            .Instalments.Select((x, i) => (Index: i, Given: x.NoticeNumber))
            .Where(x => x.Given is not null)
            .Select(x => (x.Index, Number: NoticeNumber.Parse(x.Given!)))
            .Where(x => CodeOf(x.Number) is not null)
            .ToList();
        if (coded.Count == 0)
            return;
        var stations = await registry.StationCodesAsync(ct);
        errors.AddRange(
            coded.Where(x => !stations.Contains((x.Number.AuxDigit, CodeOf(x.Number)!))).Select(x => NoStation(x.Index, x.Number))
        );
    }

    private static string? CodeOf(NoticeNumber number) => number.SegregationCode ?? number.ApplicationCode;

    private static FieldError NoStation(int index, NoticeNumber number)
    {
        var (code, member, noStation) = number.SegregationCode is { } segregation
            ? (segregation, "segregationCode", PositionPlanTexts.NoStationOfSegregationCode)
            : (number.ApplicationCode, "applicationCode", PositionPlanTexts.NoStationOfApplicationCode);
        return new(
            $"paymentOptions[0].instalments[{index}].noticeNumber",
            "notice-number-not-routable",
            noStation.With(number, number.AuxDigit, code),
            PositionPlanTexts.RegisterStation.With(number.AuxDigit, member, code)
        );
    }

    private IEnumerable<string> Accounts(PaymentOptionInput option, ServiceTerms terms)
    {
        var own = option
            .Instalments.SelectMany(i => i.Transfers ?? [])
            .Where(t => (t.OrganizationFiscalCode ?? session.Organization) == session.Organization);
        return own.SelectMany(t => new[] { t.Iban, t.PostalIban }).Append(terms.Iban).Append(terms.PostalIban).OfType<string>();
    }

    private IEnumerable<(string Beneficiary, string Iban)> ForeignAccounts(PaymentOptionInput option) =>
        option
            .Instalments.SelectMany(i => i.Transfers ?? [])
            .Where(t => (t.OrganizationFiscalCode ?? session.Organization) != session.Organization)
            .SelectMany(t => new[] { t.Iban, t.PostalIban }.OfType<string>(), (t, iban) => (t.OrganizationFiscalCode!, iban));

    private static IEnumerable<AllocationInput> Allocations(PaymentOptionInput option) =>
        option.Instalments.SelectMany(i => (i.Allocations ?? []).Concat((i.Transfers ?? []).SelectMany(t => t.Allocations ?? [])));
}
