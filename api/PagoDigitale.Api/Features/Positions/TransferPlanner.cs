using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// The shares of an instalment and how they are booked. Amounts must close: a cent lost here is a cent nobody finds later.
/// </summary>
internal sealed class TransferPlanner(
    string organization,
    ServiceTerms terms,
    IReadOnlyDictionary<string, ServiceTerms> services,
    Dictionary<string, bool> accounts,
    HashSet<(string Beneficiary, string Iban)> refused,
    IReadOnlyDictionary<(int Year, string Number), AccertamentoRef> accertamenti,
    List<FieldError> errors
)
{
    public IReadOnlyList<PlannedTransfer> Plan(InstalmentInput instalment, long amountCents, string field)
    {
        if (instalment.Transfers is not { } transfers)
            return [Single(instalment, amountCents, field)];
        var sum = transfers.Sum(t => t.AmountCents);
        if (sum != amountCents)
            errors.Add(
                new(
                    $"{field}.transfers",
                    "transfers-sum",
                    TransferTexts.TransfersSum.With(Cents(sum), amountCents),
                    TransferTexts.MakeTransfersAddUp
                )
            );
        return [.. transfers.Select((t, i) => One(t, i + 1, $"{field}.transfers[{i}]", instalment.RemittanceInformation))];
    }

    private PlannedTransfer Single(InstalmentInput instalment, long amountCents, string field)
    {
        CheckOwn(terms.Iban, isPostal: false, "serviceCode");
        return new(
            1,
            organization,
            amountCents,
            terms.Iban,
            terms.PostalIban,
            terms.TaxonomyCode,
            instalment.RemittanceInformation,
            Allocate(instalment.Allocations, terms, amountCents, isOfInstalment: true, field)
        );
    }

    private PlannedTransfer One(TransferInput transfer, int index, string field, string? text)
    {
        var beneficiary = transfer.OrganizationFiscalCode ?? organization;
        var isOwn = beneficiary == organization;
        var line = LineOf(transfer, isOwn, field);
        if (isOwn)
        {
            CheckOwn(
                transfer.Iban ?? line.Iban,
                isPostal: false,
                transfer.Iban is null && line != terms ? $"{field}.serviceCode" : $"{field}.iban"
            );
            if (transfer.PostalIban is { } postal)
                CheckOwn(postal, isPostal: true, $"{field}.postalIban");
        }
        else
            CheckOther(transfer, beneficiary, field);
        var postalIban = transfer.PostalIban ?? (isOwn && transfer.Iban is null ? line.PostalIban : null);
        MetadataRules.Check(transfer.Metadata, own: postalIban is null ? 0 : 1, field, errors);
        return new(
            index,
            beneficiary,
            transfer.AmountCents,
            transfer.Iban ?? line.Iban,
            postalIban,
            transfer.TaxonomyCode ?? line.TaxonomyCode,
            transfer.RemittanceInformation ?? text,
            isOwn ? Allocate(transfer.Allocations, line, transfer.AmountCents, isOfInstalment: false, field) : []
        )
        {
            Metadata = transfer.Metadata ?? [],
            ServiceCode = line == terms ? null : line.Code,
        };
    }

    /// <summary>Of the service that a line is paid for; those of the position where it names none, or one that it cannot.</summary>
    private ServiceTerms LineOf(TransferInput transfer, bool isOwn, string field)
    {
        if (transfer.ServiceCode is not { } code || code == terms.Code)
            return terms;
        if (!isOwn)
            errors.Add(
                new(
                    $"{field}.serviceCode",
                    "service-of-another",
                    TransferTexts.IsOfOther.With(transfer.OrganizationFiscalCode),
                    TransferTexts.LeaveServiceOut
                )
            );
        else if (!services.TryGetValue(code, out var line))
            errors.Add(
                new($"{field}.serviceCode", "service-not-found", PositionPlanTexts.NoService.With(code), PositionPlanTexts.CreateService)
            );
        else if (!line.IsActive)
            errors.Add(
                new(
                    $"{field}.serviceCode",
                    "service-inactive",
                    PositionPlanTexts.ServiceIsInactive.With(code),
                    PositionPlanTexts.ActivateService
                )
            );
        else
            return line;
        return terms;
    }

    private void CheckOther(TransferInput transfer, string beneficiary, string field)
    {
        if (transfer.Iban is null)
            errors.Add(
                new($"{field}.iban", "iban-missing", TransferTexts.AccountIsMissing.With(beneficiary), TransferTexts.GiveAccountOfOther)
            );
        foreach (var (iban, name) in new[] { (transfer.Iban, "iban"), (transfer.PostalIban, "postalIban") })
            if (iban is not null && refused.Contains((beneficiary, iban)))
                errors.Add(
                    new($"{field}.{name}", "iban-of-another", TransferTexts.IsNoAccountOf.With(beneficiary), TransferTexts.AskForAccount)
                );
        if (transfer.Allocations is { Count: > 0 })
            errors.Add(
                new(
                    $"{field}.allocations",
                    "allocations-of-another",
                    TransferTexts.CannotBook.With(beneficiary),
                    TransferTexts.LeaveAllocationsOut
                )
            );
    }

    private void CheckOwn(string iban, bool isPostal, string field)
    {
        if (!accounts.TryGetValue(iban, out var postal))
            errors.Add(new(field, "iban-inactive", TransferTexts.AccountIsInactive.With(iban), TransferTexts.ActivateAccount));
        else if (isPostal && !postal)
            errors.Add(new(field, "iban-not-postal", TransferTexts.AccountIsNotPostal.With(iban), TransferTexts.GivePostalAccount));
    }

    private List<PlannedAllocation> Allocate(
        List<AllocationInput>? given,
        ServiceTerms line,
        long amountCents,
        bool isOfInstalment,
        string field
    )
    {
        if (given is not { Count: > 0 })
            return line.AccertamentoId is { } accertamento ? [new(accertamento, amountCents)] : [];
        var sum = given.Sum(a => a.AmountCents);
        if (sum != amountCents)
            errors.Add(
                new(
                    $"{field}.allocations",
                    "allocations-sum",
                    (isOfInstalment ? TransferTexts.AllocationsSumOfInstalment : TransferTexts.AllocationsSumOfTransfer).With(
                        Cents(sum),
                        amountCents
                    ),
                    isOfInstalment ? TransferTexts.MakeAllocationsAddUpToInstalment : TransferTexts.MakeAllocationsAddUpToTransfer
                )
            );
        var planned = new List<PlannedAllocation>(given.Count);
        for (var i = 0; i < given.Count; i++)
            if (Find(given[i], $"{field}.allocations[{i}].accertamentoNumber") is { } id)
                planned.Add(new(id, given[i].AmountCents));
        return planned;
    }

    private Guid? Find(AllocationInput given, string field)
    {
        if (!accertamenti.TryGetValue((given.AccertamentoYear, given.AccertamentoNumber), out var found))
            errors.Add(
                new(
                    field,
                    "accertamento-not-found",
                    TransferTexts.NoAccertamento.With(given.AccertamentoYear, given.AccertamentoNumber),
                    TransferTexts.CreateAccertamento
                )
            );
        else if (!found.IsActive)
            errors.Add(
                new(
                    field,
                    "accertamento-inactive",
                    TransferTexts.AccertamentoIsInactive.With(given.AccertamentoYear, given.AccertamentoNumber),
                    TransferTexts.ActivateAccertamento
                )
            );
        else
            return found.Id;
        return null;
    }

    private static Message Cents(long amount) => amount == 1 ? TransferTexts.OneCent : TransferTexts.Cents.With(amount);
}
